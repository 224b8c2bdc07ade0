package consilium.fuse;

/// An image whose every pixel has one of a list of values, all pixels of one *pattern* the same.
interface Canvas {

    /// How many different patterns there are.
    int size();

    /// The pattern of one pixel.
    int pattern(int pixel);

    /// Writes each pixel's pattern's value, the first to `image[from]`.
    void paint(float[] values, float[] image, int from);

    /// Writes each pixel's pattern's value.
    void paint(byte[] values, byte[] image);
}
