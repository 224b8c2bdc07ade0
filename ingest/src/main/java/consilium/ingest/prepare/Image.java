package consilium.ingest.prepare;

import java.util.Arrays;
import java.util.Optional;

/// One image: channels of pixels, row by row, and their spacing where it is known.
public final class Image {

    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;
    private final Optional<Spacing> spacing;

    /// @param values `[channels, height, width]`; taken over, not copied
    public Image(int channels, int height, int width, float[] values, Optional<Spacing> spacing) {
        if (channels < 1 || height < 1 || width < 1 || values.length != (long) channels * height * width) {
            throw new IllegalArgumentException("an image of " + channels + " x " + height + " x " + width
                    + " has as many values, was given " + values.length);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
        this.spacing = spacing;
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

    public int pixels() {
        return height * width;
    }

    /// `[channels, height, width]`, not to be changed.
    public float[] values() {
        return values;
    }

    public float at(int channel, int x, int y) {
        return values[(channel * height + y) * width + x];
    }

    public Optional<Spacing> spacing() {
        return spacing;
    }

    /// Whether both have the same channels, height and width.
    public boolean fits(Image other) {
        return channels == other.channels && height == other.height && width == other.width;
    }

    /// Such as `4 x 3 pixels of 1 channel`.
    public String shape() {
        return width + " x " + height + " pixels of " + channels + (channels == 1 ? " channel" : " channels");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image
                && fits(image)
                && spacing.equals(image.spacing)
                && Arrays.equals(values, image.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Image of " + shape();
    }
}
