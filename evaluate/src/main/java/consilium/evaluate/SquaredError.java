package consilium.evaluate;

import java.util.OptionalDouble;

/// A sum of squared differences and how many there were.
record SquaredError(double sum, long count) {

    static final SquaredError NONE = new SquaredError(0, 0);

    SquaredError plus(SquaredError other) {
        return new SquaredError(sum + other.sum, count + other.count);
    }

    /// The root of the mean; empty when nothing was compared.
    OptionalDouble root() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(StrictMath.sqrt(sum / count));
    }
}
