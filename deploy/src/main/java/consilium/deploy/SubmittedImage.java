package consilium.deploy;

import consilium.kernel.problem.Problem;

/// One image that somebody wants segmented, laid out as a data set's images are: `[channels, height, width]`, every
/// value finite.
///
/// Grey has one channel, colour three (red, green, blue). Values are what the network saw in training: intensities
/// from 0 to 1 where the sender used whole numbers (8 or 16 bits), the sender's own where they used floating point.
public final class SubmittedImage {

    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    /// @param values in C order; taken over, not copied
    /// @throws consilium.kernel.problem.ProblemException `BadInput`, naming the first value that is not finite
    public SubmittedImage(int channels, int height, int width, float[] values) {
        if (channels < 1 || height < 1 || width < 1 || values.length != (long) channels * height * width) {
            throw new IllegalArgumentException("an image of " + channels + " x " + height + " x " + width
                    + " has as many values, was given " + values.length);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
        requireFinite();
    }

    public int channels() {
        return channels;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /// `[channels, height, width]`, not to be changed.
    public float[] values() {
        return values;
    }

    private void requireFinite() {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw refuse(position(i), "values are finite, was " + values[i]);
            }
        }
    }

    private String position(int index) {
        int pixel = index % (height * width);
        return "channel " + index / (height * width) + ", row " + pixel / width + ", column " + pixel % width;
    }

    static RuntimeException refuse(String position, String why) {
        return new Problem.BadInput("image", position, why).toException();
    }
}
