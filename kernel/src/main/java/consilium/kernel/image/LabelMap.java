package consilium.kernel.image;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// One label per pixel, 0 to 255, row by row; label 0 is background.
public final class LabelMap {

    private final int width;
    private final int height;
    private final byte[] labels;

    /// @param labels `width * height` labels, row by row; taken over, not copied
    public LabelMap(int width, int height, byte[] labels) {
        if (width < 1 || height < 1 || labels.length != (long) width * height) {
            throw new IllegalArgumentException("a label map of " + width + " x " + height + " pixels has as many"
                    + " labels, was given " + labels.length);
        }
        this.width = width;
        this.height = height;
        this.labels = labels;
    }

    /// @param label the label of each pixel, by its index
    public static LabelMap generate(int width, int height, IntUnaryOperator label) {
        byte[] labels = new byte[width * height];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            labels[pixel] = (byte) label.applyAsInt(pixel);
        }
        return new LabelMap(width, height, labels);
    }

    /// A map of background alone.
    public static LabelMap background(int width, int height) {
        return new LabelMap(width, height, new byte[width * height]);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int size() {
        return labels.length;
    }

    public int at(int pixel) {
        return labels[pixel] & 0xff;
    }

    public int at(int x, int y) {
        return labels[y * width + x] & 0xff;
    }

    /// Whether the pixel lies in the map and has another label than background.
    public boolean foreground(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] != 0;
    }

    /// How many pixels have the label.
    public int count(int label) {
        int count = 0;
        for (byte each : labels) {
            if ((each & 0xff) == label) {
                count++;
            }
        }
        return count;
    }

    /// The labels themselves, row by row, not to be changed.
    public byte[] labels() {
        return labels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap map
                && width == map.width
                && height == map.height
                && Arrays.equals(labels, map.labels);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        StringBuilder rows = new StringBuilder("LabelMap " + width + " x " + height);
        for (int y = 0; y < Math.min(height, 64); y++) {
            rows.append('\n');
            for (int x = 0; x < Math.min(width, 128); x++) {
                int label = at(x, y);
                rows.append(label == 0 ? '.' : Character.forDigit(Math.min(label, 35), 36));
            }
        }
        return rows.toString();
    }
}
