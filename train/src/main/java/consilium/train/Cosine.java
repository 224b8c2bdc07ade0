package consilium.train;

/// Half a cosine over the epochs: from 1 in the first towards 0 after the last.
final class Cosine {

    private Cosine() {}

    /// @param epoch from 1 on
    static double share(int epoch, int epochs) {
        return (1 + StrictMath.cos(Math.PI * (epoch - 1) / epochs)) / 2;
    }
}
