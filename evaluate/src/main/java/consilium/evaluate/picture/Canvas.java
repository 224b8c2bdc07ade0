package consilium.evaluate.picture;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/// A white sheet of pixels to draw on; colours are `0xRRGGBB`. What lies outside the sheet is cut off.
public final class Canvas {

    private final int width;
    private final int height;
    private final int[] pixels;

    public Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[Math.multiplyExact(width, height)];
        Arrays.fill(pixels, Palette.WHITE);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int at(int x, int y) {
        return pixels[y * width + x];
    }

    public void set(int x, int y, int colour) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            pixels[y * width + x] = colour;
        }
    }

    public void fill(int left, int top, int wide, int high, int colour) {
        paint(left, top, wide, high, (x, y) -> colour);
    }

    /// @param colour of each point of the rectangle, counted from its own corner
    public void paint(int left, int top, int wide, int high, IntBinaryOperator colour) {
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                set(left + x, top + y, colour.applyAsInt(x, y));
            }
        }
    }

    /// A line of one pixel around the rectangle, outside of it.
    public void frame(int left, int top, int wide, int high, int colour) {
        fill(left - 1, top - 1, wide + 2, 1, colour);
        fill(left - 1, top + high, wide + 2, 1, colour);
        fill(left - 1, top, 1, high, colour);
        fill(left + wide, top, 1, high, colour);
    }

    /// Writes a line of text, its top left corner at `(left, top)`.
    public void text(int left, int top, String text, Lettering lettering, int colour) {
        lettering.draw(text, (x, y) -> set(left + x, top + y, colour));
    }

    /// The sheet as a PNG file.
    public byte[] png() {
        return Png.encode(this);
    }
}
