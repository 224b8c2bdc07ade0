package consilium.networks;

/// How far a network's answer is from its targets, in nats per pixel.
///
/// @param likelihood cross-entropy, or the data term of the paper's eq. 4 (which is its eq. 3)
/// @param trace      mean trace of the annotators' confusion matrices; 0 when none are modelled
/// @param weight     how much it counts beside others in a mean
public record Loss(double likelihood, double trace, int weight) {}
