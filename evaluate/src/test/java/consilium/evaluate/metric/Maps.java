package consilium.evaluate.metric;

import consilium.kernel.image.LabelMap;

/// Small label maps for tests.
public final class Maps {

    private Maps() {}

    /// One line per row, a digit per label; any other character is background.
    public static LabelMap of(String... rows) {
        int width = rows[0].length();
        return LabelMap.generate(width, rows.length, pixel -> Math.max(
                0, Character.digit(rows[pixel / width].charAt(pixel % width), 10)));
    }

    /// Foreground in the rectangle of rows and columns from `top` and `left`, up to and without `bottom` and `right`.
    public static LabelMap rectangle(int size, int top, int bottom, int left, int right) {
        return LabelMap.generate(size, size, pixel -> {
            int y = pixel / size;
            int x = pixel % size;
            return y >= top && y < bottom && x >= left && x < right ? 1 : 0;
        });
    }
}
