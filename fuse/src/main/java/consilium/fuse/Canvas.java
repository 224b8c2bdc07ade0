package consilium.fuse;

/// An image whose every pixel has one of a list of values, all pixels of one *pattern* the same.
interface Canvas {

    /// How many different patterns there are.
    int size();

    /// The pattern of one pixel.
    int pattern(int pixel);

    /// Fills a piece with the values of the pixels from `from` on.
    ///
    /// @param count pixels, at most the length of the piece
    default void paint(double[] values, int from, double[] piece, int count) {
        for (int at = 0; at < count; at++) {
            piece[at] = values[pattern(from + at)];
        }
    }

    /// Writes each pixel's pattern's value, the first to `image[from]`.
    void paint(float[] values, float[] image, int from);

    /// Writes each pixel's pattern's value.
    void paint(byte[] values, byte[] image);
}
