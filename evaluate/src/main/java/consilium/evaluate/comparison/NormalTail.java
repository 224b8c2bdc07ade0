package consilium.evaluate.comparison;

/// The upper tail of the standard normal distribution, P(Z > z), to about 13 digits.
///
/// Near the middle from the Taylor series of `(Phi(z) - 1/2) / phi(z)` (Marsaglia, Journal of Statistical Software
/// 11(4), 2004, doi:10.18637/jss.v011.i04), in the tail from Laplace's continued fraction of Mills' ratio, evaluated
/// backwards.
final class NormalTail {

    private static final double MIDDLE = 3;
    private static final int DEPTH = 120;

    private NormalTail() {}

    static double above(double z) {
        if (z < 0) {
            return 1 - above(-z);
        }
        return z < MIDDLE ? 0.5 - density(z) * series(z) : density(z) / fraction(z);
    }

    private static double density(double z) {
        return StrictMath.exp(-0.5 * z * z) / StrictMath.sqrt(2 * Math.PI);
    }

    /// `z + z^3 / 3 + z^5 / (3 5) + ...`, until a term no longer counts.
    private static double series(double z) {
        double sum = z;
        double term = z;
        double before = 0;
        for (int odd = 3; sum != before; odd += 2) {
            before = sum;
            term *= z * z / odd;
            sum += term;
        }
        return sum;
    }

    /// `z + 1 / (z + 2 / (z + 3 / (z + ...)))`.
    private static double fraction(double z) {
        double value = z;
        for (int level = DEPTH; level > 0; level--) {
            value = z + level / value;
        }
        return value;
    }
}
