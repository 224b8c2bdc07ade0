package consilium.fuse;

import java.util.Arrays;

/// Sums over a square window around every pixel, clipped at the image's border, at a cost that does not depend on the
/// window's size.
///
/// A line is cut into pieces as long as the window. A window then is the end of one piece and the beginning of the
/// next, and both are running sums, one backwards and one forwards: nothing is ever subtracted. So a sum of small
/// numbers stays exact to the last digits even where large ones stood before, which a running sum that drops what
/// leaves the window does not.
///
/// Source: van Herk, Pattern Recognition Letters 13(7), 1992, doi:10.1016/0167-8655(92)90069-C, and Gil and Werman,
/// IEEE TPAMI 15(5), 1993, doi:10.1109/34.211471, there for maxima.
final class BoxSums {

    private static final int TOGETHER = 4;

    private final int width;
    private final int height;
    private final int across;
    private final int down;
    private final double[] rows;
    /// Running sums from each row of a piece to the piece's end.
    private final double[] ends;
    private final double[] beginning;
    /// Four rows, column by column, with zeros before and behind.
    private final double[] padded;
    private final double[] line;
    private final double[] output;

    /// @param halfWindow pixels from the window's centre to its edge
    BoxSums(int width, int height, int halfWindow) {
        this.width = width;
        this.height = height;
        this.across = Math.min(halfWindow, width - 1);
        this.down = Math.min(halfWindow, height - 1);
        this.rows = new double[width * height];
        this.ends = new double[(2 * down + 1) * width];
        this.beginning = new double[width];
        this.padded = new double[TOGETHER * (width + 4 * across + 2)];
        this.line = new double[TOGETHER * (2 * across + 1)];
        this.output = new double[TOGETHER * width];
    }

    /// Writes the sums of a plane, which stays as it is.
    void sum(double[] plane, double[] sums) {
        sumDown(plane);
        for (int row = 0; row < height; row += TOGETHER) {
            sumAcross(row, sums);
        }
    }

    /// Row by row, as the rows of a column are far apart. Rows outside the image are rows of zeros.
    private void sumDown(double[] plane) {
        int window = 2 * down + 1;
        for (int piece = -down; piece < height; piece += window) {
            endings(plane, piece, window);
            Arrays.fill(beginning, 0);
            for (int row = 0; row < window; row++) {
                int centre = piece + row + down;
                if (centre >= height) {
                    return;
                }
                if (row > 0 && piece + window + row - 1 < height) {
                    add(plane, (piece + window + row - 1) * width, beginning);
                }
                for (int column = 0; column < width; column++) {
                    rows[centre * width + column] = ends[row * width + column] + beginning[column];
                }
            }
        }
    }

    private static void add(double[] plane, int from, double[] to) {
        for (int column = 0; column < to.length; column++) {
            to[column] += plane[from + column];
        }
    }

    private void endings(double[] plane, int piece, int window) {
        Arrays.fill(beginning, 0);
        for (int row = window - 1; row >= 0; row--) {
            int at = piece + row;
            if (at >= 0 && at < height) {
                add(plane, at * width, beginning);
            }
            System.arraycopy(beginning, 0, ends, row * width, width);
        }
    }

    /// Four rows side by side, as every running sum has to wait for its last addition.
    private void sumAcross(int row, double[] sums) {
        int window = 2 * across + 1;
        interleave(row);
        for (int piece = 0; piece < width; piece += window) {
            endings(piece, window);
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int most = Math.min(window, width - piece);
            for (int each = 0; each < most; each++) {
                int at = TOGETHER * each;
                int to = TOGETHER * (piece + each);
                output[to] = line[at] + a;
                output[to + 1] = line[at + 1] + b;
                output[to + 2] = line[at + 2] + c;
                output[to + 3] = line[at + 3] + d;
                int next = TOGETHER * (piece + window + each);
                a += padded[next];
                b += padded[next + 1];
                c += padded[next + 2];
                d += padded[next + 3];
            }
        }
        separate(row, sums);
    }

    /// Running sums from each column of a piece to the piece's end.
    private void endings(int piece, int window) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int each = window - 1; each >= 0; each--) {
            int from = TOGETHER * (piece + each);
            int to = TOGETHER * each;
            a += padded[from];
            b += padded[from + 1];
            c += padded[from + 2];
            d += padded[from + 3];
            line[to] = a;
            line[to + 1] = b;
            line[to + 2] = c;
            line[to + 3] = d;
        }
    }

    /// Rows below the image are left as they were: nobody reads their sums.
    private void interleave(int row) {
        for (int each = 0; each < Math.min(TOGETHER, height - row); each++) {
            int from = (row + each) * width;
            int to = TOGETHER * across + each;
            for (int column = 0; column < width; column++) {
                padded[to + TOGETHER * column] = rows[from + column];
            }
        }
    }

    private void separate(int row, double[] sums) {
        for (int each = 0; each < Math.min(TOGETHER, height - row); each++) {
            int to = (row + each) * width;
            for (int column = 0; column < width; column++) {
                sums[to + column] = output[TOGETHER * column + each];
            }
        }
    }
}
