package consilium.networks;

/// What a network says of one image.
///
/// @param probabilities `[classes, height, width]`, summing to 1 over the classes
/// @param confusion     `[annotators, classes (said), classes (truth), height, width]`, summing to 1 over what is said;
///                      empty when no annotators are modelled
public record Prediction(float[] probabilities, float[] confusion) {}
