package consilium.networks;

import java.util.List;

/// Some images of one size, as a network takes them.
///
/// @param values `[count, channels, height, width]`; taken over, not copied
public record Images(int count, int channels, int height, int width, float[] values) {

    public Images {
        if (count < 1 || channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("images have at least one of each extent, were "
                    + List.of(count, channels, height, width));
        }
        if (values.length != (long) count * channels * height * width) {
            throw new IllegalArgumentException(count + " images of " + channels + " x " + height + " x " + width
                    + " have as many values, was given " + values.length);
        }
    }

    public int pixels() {
        return height * width;
    }
}
