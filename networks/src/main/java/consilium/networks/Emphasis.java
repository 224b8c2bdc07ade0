package consilium.networks;

/// What the loss weighs beside the likelihood of what the annotators said.
///
/// @param likelihood of the targets, where annotators are modelled: 0 where it is not to count at all
/// @param trace      weight of the mean trace of their confusion matrices (eq. 4): negative where it is to grow
/// @param consensus  weight of the cross-entropy of the predicted labels against what most annotators said
/// @param divergence weight of the divergence of a latent variable's posterior from its prior, where there is one
public record Emphasis(double likelihood, double trace, double consensus, double divergence) {

    /// The likelihood alone; where there is a latent variable, its evidence bound.
    public static final Emphasis NONE = new Emphasis(0, 0);

    /// The likelihood, and these.
    public Emphasis(double trace, double consensus) {
        this(1, trace, consensus, 1);
    }

    /// Of a network with a latent variable.
    public static Emphasis onDivergence(double weight) {
        return new Emphasis(1, 0, 0, weight);
    }
}
