package consilium.networks;

import consilium.kernel.spec.MethodSpec.JointEstimation.ImageTrust;

/// What the loss weighs beside the likelihood of what the annotators said.
///
/// @param likelihood of the targets, where annotators are modelled: 0 where it is not to count at all
/// @param trace      weight of the mean trace of their confusion matrices (eq. 4): negative where it is to grow
/// @param consensus  weight of the cross-entropy of the predicted labels against what most annotators said
/// @param divergence weight of the divergence of a latent variable's posterior from its prior, where there is one
/// @param image      weight of the intensity's log-likelihood ([RegionEnergy]), where truth and annotators are
///                   estimated jointly
/// @param trust      how much of that weight each image has
/// @param heldRates  whether there the annotators' confusion matrices for all pixels stay what they are
public record Emphasis(
        double likelihood, double trace, double consensus, double divergence, double image, ImageTrust trust,
        boolean heldRates) {

    /// The likelihood alone; where there is a latent variable, its evidence bound.
    public static final Emphasis NONE = new Emphasis(0, 0);

    /// The likelihood, and these, of annotators who are explained one by one.
    public Emphasis(double trace, double consensus) {
        this(1, trace, consensus);
    }

    /// Of annotators who are explained one by one.
    public Emphasis(double likelihood, double trace, double consensus) {
        this(likelihood, trace, consensus, 1, 0, ImageTrust.FULLY, false);
    }

    /// Of a network with a latent variable.
    public static Emphasis onDivergence(double weight) {
        return new Emphasis(1, 0, 0, weight, 0, ImageTrust.FULLY, false);
    }

    /// Of truth and annotators that are estimated jointly.
    public static Emphasis joint(double image, ImageTrust trust, boolean heldRates) {
        return new Emphasis(1, 0, 0, 1, image, trust, heldRates);
    }

    /// The same with the image weighing only so much of what it did.
    public Emphasis dimmed(double share) {
        return new Emphasis(likelihood, trace, consensus, divergence, image * share, trust, heldRates);
    }
}
