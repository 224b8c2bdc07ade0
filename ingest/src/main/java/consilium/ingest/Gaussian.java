package consilium.ingest;

import java.util.random.RandomGenerator;

/// Normal deviates by Marsaglia's polar method, in StrictMath: `RandomGenerator.nextGaussian` may change with the
/// platform, these numbers may not.
///
/// Source: Marsaglia and Bray, SIAM Review 6(3), 1964.
final class Gaussian {

    private final RandomGenerator uniform;
    private double spare;
    private boolean spared;

    Gaussian(RandomGenerator uniform) {
        this.uniform = uniform;
    }

    /// Mean 0, standard deviation 1.
    double next() {
        if (spared) {
            spared = false;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform.nextDouble() - 1;
            y = 2 * uniform.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * factor;
        spared = true;
        return x * factor;
    }
}
