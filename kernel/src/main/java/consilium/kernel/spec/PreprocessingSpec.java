package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Kind;
import consilium.kernel.format.Range;

/// A step between a file and the image that is learned from. Steps are applied in the order in which they are listed,
/// to an image and all its label maps alike.
@About("A step between a file and the image that is learned from, applied in the order listed.")
public sealed interface PreprocessingSpec {

    /// The middle of the image. Where the image is smaller, it is put in the middle of a frame: `fill` in the image,
    /// background in the label maps. Where margins cannot be equal, the one at the left and the top is the smaller.
    @About("Cut the middle out; a smaller image is framed with `fill` (label maps: background).")
    record CentreCrop(
            @About("Width in pixels") @Range(min = 1, max = 8192) int width,
            @About("Height in pixels") @Range(min = 1, max = 8192) int height,
            @About("Intensity of a frame") @Default("0") double fill)
            implements PreprocessingSpec {
        public CentreCrop {
            Require.between("width", width, 1, MOST);
            Require.between("height", height, 1, MOST);
        }
    }

    /// A window whose centre is that of the bounding box of all foreground, of the truth and of every annotator;
    /// moved into the image where it would stick out, and framed as in [CentreCrop] where the image is smaller. An image
    /// without foreground is cut in its middle.
    ///
    /// The annotations decide what is seen, those of test images included.
    @About("Cut a window round whatever the truth or any annotator marked; the middle where nobody marked anything.")
    record LesionCrop(
            @About("Width in pixels") @Range(min = 1, max = 8192) int width,
            @About("Height in pixels") @Range(min = 1, max = 8192) int height,
            @About("Intensity of a frame") @Default("0") double fill)
            implements PreprocessingSpec {
        public LesionCrop {
            Require.between("width", width, 1, MOST);
            Require.between("height", height, 1, MOST);
        }
    }

    /// Another number of pixels for the same field of view: images bilinearly, label maps by the nearest pixel; pixel
    /// centres lie at half-integers, beyond the outermost centre the border's value holds.
    @About("Another number of pixels for the same field: images bilinear, label maps nearest.")
    record Resize(
            @About("Width in pixels") @Range(min = 1, max = 8192) int width,
            @About("Height in pixels") @Range(min = 1, max = 8192) int height)
            implements PreprocessingSpec {
        public Resize {
            Require.between("width", width, 1, MOST);
            Require.between("height", height, 1, MOST);
        }
    }

    /// [Resize] to the number of pixels that lie nearest to a spacing, in both directions.
    ///
    /// @param spacing distance of pixel centres, millimetres
    @About("Resample within the image to a distance of pixel centres; the data set must know its spacing.")
    record Resample(@About("Distance of pixel centres in millimetres") @Range(min = 0.001, max = 1000) double spacing)
            implements PreprocessingSpec {
        public Resample {
            Require.between("spacing", spacing, 0.001, 1000);
        }
    }

    /// Intensities from `low` to `high` become 0 to 1; what lies outside is set to the nearer end.
    @About("Intensities from `low` to `high` become 0 to 1, those outside the nearer end; every channel alike.")
    record IntensityWindow(double low, double high) implements PreprocessingSpec {
        public IntensityWindow {
            if (!(high > low)) {
                throw new IllegalArgumentException("high must be above low, were " + high + " and " + low);
            }
        }
    }

    /// Each channel less its mean and divided by its standard deviation (that of the population), both over all images
    /// of the case as the steps before left them: of a volume all slices, also those that the selection leaves out. A
    /// channel that does not vary becomes 0.
    @About("Per case and channel: subtract the mean, divide by the standard deviation, over all the case's images.")
    @Kind("z-score")
    record ZScore(
            @About("Over which pixels: all, or non-zero, which also leaves those that are 0 at 0") @Default("all")
                    Over over)
            implements PreprocessingSpec {

        /// Which pixels count, and change.
        public enum Over {
            ALL,
            /// Skull-stripped volumes are 0 outside the head.
            NON_ZERO
        }
    }

    /// Most pixels along a side.
    int MOST = 8192;
}
