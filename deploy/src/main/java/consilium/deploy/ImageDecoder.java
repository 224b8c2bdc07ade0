package consilium.deploy;

import consilium.kernel.problem.Problem;

/// Turns a PNG, a TIFF or a `.npy` file into a [SubmittedImage].
///
/// @param maxPixels the most pixels an image may have, so that a few sent bytes cannot claim the memory
public record ImageDecoder(int maxPixels) {

    public ImageDecoder {
        if (maxPixels < 1) {
            throw new IllegalArgumentException("maxPixels must be at least 1, was " + maxPixels);
        }
    }

    /// @throws consilium.kernel.problem.ProblemException `Unreadable` for bytes that are no such file, `BadInput` for
    ///                                                   a file that holds no image we take, `TooLarge`
    public SubmittedImage decode(byte[] body) {
        return switch (ImageFormat.of(body)) {
            case PNG -> RasterImage.png(body, this);
            case TIFF -> RasterImage.tiff(body, this);
            case NPY -> NpyImage.decode(body, this);
        };
    }

    /// To be asked with what a header says, before anything is allocated.
    ///
    /// @throws consilium.kernel.problem.ProblemException `TooLarge`, or `BadInput` for no pixels at all
    public void requireSize(long height, long width) {
        if (height < 1 || width < 1) {
            throw SubmittedImage.refuse("", "has at least one pixel, was " + height + " x " + width);
        }
        // Divided rather than multiplied: extents from a header may overflow.
        if (height > maxPixels / width) {
            throw new Problem.TooLarge("image", height + " x " + width + " pixels", maxPixels + " pixels")
                    .toException();
        }
    }
}
