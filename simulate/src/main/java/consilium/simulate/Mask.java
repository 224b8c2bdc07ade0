package consilium.simulate;

/// Which pixels of a grid belong to a shape, row by row.
final class Mask {

    private final int width;
    private final int height;
    private final boolean[] inside;

    /// @param inside `width * height` pixels, taken over, not copied
    Mask(int width, int height, boolean[] inside) {
        if (inside.length != width * height) {
            throw new IllegalArgumentException(
                    width + " x " + height + " pixels, was given " + inside.length);
        }
        this.width = width;
        this.height = height;
        this.inside = inside;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int size() {
        return inside.length;
    }

    boolean at(int pixel) {
        return inside[pixel];
    }

    /// Outside the grid there is no shape.
    boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x];
    }

    int count() {
        int count = 0;
        for (boolean each : inside) {
            count += each ? 1 : 0;
        }
        return count;
    }

    Mask inverted() {
        boolean[] outside = new boolean[inside.length];
        for (int pixel = 0; pixel < outside.length; pixel++) {
            outside[pixel] = !inside[pixel];
        }
        return new Mask(width, height, outside);
    }

    /// The pixels themselves, not to be changed.
    boolean[] inside() {
        return inside;
    }

    boolean[] copy() {
        return inside.clone();
    }
}
