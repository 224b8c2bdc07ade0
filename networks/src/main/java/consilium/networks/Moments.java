package consilium.networks;

/// What the optimiser remembers between steps: running means of the gradient and of its square, and how many steps
/// they have seen.
///
/// @param first  one per parameter; taken over, not copied
/// @param second one per parameter; taken over, not copied
public record Moments(float[] first, float[] second, long steps) {

    public Moments {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "both moments have one entry per parameter, were " + first.length + " and " + second.length);
        }
    }

    /// Before the first step.
    public static Moments none(int parameters) {
        return new Moments(new float[parameters], new float[parameters], 0);
    }
}
