package consilium.ingest.labels;

/// How probable every label is at every pixel, asked for piece by piece, so that nobody holds them all.
public interface Probabilities {

    /// How many labels there are.
    int labels();

    /// Fills the piece with one label's probability at the pixels from `from` on.
    ///
    /// @param count pixels, at most the length of the piece
    void read(int label, int from, double[] piece, int count);
}
