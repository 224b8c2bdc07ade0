package consilium.networks;

/// What the loss weighs beside the likelihood of what the annotators said, where they are modelled.
///
/// @param trace     weight of the mean trace of their confusion matrices (eq. 4): negative where it is to grow
/// @param consensus weight of the cross-entropy of the predicted labels against what most annotators said
public record Emphasis(double trace, double consensus) {

    /// The likelihood alone.
    public static final Emphasis NONE = new Emphasis(0, 0);
}
