package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.List;
import java.util.Optional;

/// Where images, their truth if it is known, and recorded annotations come from.
///
/// Paths may be absolute; relative ones start at the ingest service's data root. Bytes read from files enter the
/// recipe by their digest, so a changed file is a changed input.
@About("Where images, truth and recorded annotations come from.")
public sealed interface DatasetSpec {

    /// Generated images of bright, irregular lesions on an uneven, noisy background, with known truth.
    ///
    /// @param noise    standard deviation of the Gaussian noise; intensities lie in [0, 1]
    /// @param contrast mean intensity of a lesion above its surroundings
    @About("Generated images of lesion-like blobs on a noisy background, with known truth; needs no download.")
    record Phantoms(
            @Default("200") @Range(min = 3, max = 1000000) int images,
            @About("Width in pixels") @Default("32") @Range(min = 16, max = 1024) int width,
            @About("Height in pixels") @Default("32") @Range(min = 16, max = 1024) int height,
            @About("Most lesions in one image; each image has 1 to this many") @Default("3") @Range(min = 1, max = 20)
                    int lesions,
            @About("Standard deviation of the noise; intensities lie in [0, 1]") @Default("0.12")
                    @Range(min = 0, max = 1) double noise,
            @About("Mean intensity of a lesion above its surroundings") @Default("0.45") @Range(min = 0, max = 1)
                    double contrast,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public Phantoms {
            Require.between("images", images, 3, 1_000_000);
            Require.between("width", width, 16, 1024);
            Require.between("height", height, 16, 1024);
            Require.between("lesions", lesions, 1, 20);
            Require.between("noise", noise, 0, 1);
            Require.between("contrast", contrast, 0, 1);
        }
    }

    /// MNIST and its kin in IDX files, gzipped or not. The truth is intensity above `threshold` of the range.
    ///
    /// Source: section 4.1 of the paper (threshold 0.5).
    @About("MNIST and its kin in IDX files, gzipped or not; the truth is intensity above the threshold.")
    record Idx(
            @About("IDX file of training images (magic 0x00000803), .gz or plain") String images,
            @About("IDX file of test images; without it the split's test ratio applies") Optional<String> testImages,
            @About("Use the first so many training images; absent: all") Optional<Integer> limit,
            @About("Use the first so many test images; absent: all") Optional<Integer> testLimit,
            @About("Truth is intensity above this fraction of the range") @Default("0.5") @Range(min = 0, max = 1)
                    double threshold,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public Idx {
            Require.between("threshold", threshold, 0, 1);
            limit.ifPresent(value -> Require.atLeast("limit", value, 1));
            testLimit.ifPresent(value -> Require.atLeast("testLimit", value, 1));
        }
    }

    /// One folder per split, in it one folder of images, one per annotator and perhaps one of truth; files of one
    /// case share their name without its ending and without a trailing `_` and folder name, so that `Over/7_Over.tif`
    /// belongs to `Image/7.tif`. The layout of the paper's authors.
    ///
    /// @param classes when given, label maps hold the labels themselves, 0 to `classes - 1`, and no threshold applies
    @About("One folder per split; in it a folder of images, one per annotator and perhaps one of truth.")
    record AnnotatorFolders(
            @About("Folder that holds the split folders") String path,
            @About("Folder of a split's images") String image,
            @About("Folder of a split's truth") Optional<Truth> truth,
            @About("The annotators, in order") List<Folder> annotators,
            @About("Folder whose images train; part of them validates, by the split's ratio") @Default("train")
                    String train,
            @About("Folder whose images validate; absent: part of the training folder") Optional<String> validation,
            @About("Folder whose images test") @Default("test") String test,
            @About("Label maps hold labels 0 to this less one; absent: two classes, by the thresholds")
                    @Range(min = 2, max = 256) Optional<Integer> classes,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public AnnotatorFolders {
            classes.ifPresent(value -> Require.between("classes", value, 2, 256));
            Require.distinct("annotators", annotators, Folder::name);
        }

        /// @param threshold a pixel is foreground when above it, in the file's own units
        public record Folder(
                String name,
                @About("Folder of the annotator's label maps") String folder,
                @About("A pixel is foreground when above this, in the file's own units") @Default("0.5")
                        double threshold) {
            public Folder {
                Require.name("an annotator's name", name);
            }
        }

        /// @param threshold a pixel is foreground when above it, in the file's own units
        public record Truth(
                String folder,
                @About("A pixel is foreground when above this, in the file's own units") @Default("0.5")
                        double threshold) {}
    }
}
