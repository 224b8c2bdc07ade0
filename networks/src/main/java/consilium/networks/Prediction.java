package consilium.networks;

/// What a network says of one image.
///
/// @param probabilities `[classes, height, width]`, summing to 1 over the classes
/// @param confusion     `[annotators, classes (said), classes (truth), height, width]`, summing to 1 over what is said;
///                      empty when no annotators' mistakes are modelled
/// @param said          `[annotators, classes, height, width]`, what each annotator is expected to say whatever is true,
///                      summing to 1 over the classes; empty when that is not foretold
/// @param samples       `[samples, height, width]`, labels of segmentations that are each as likely as the next; empty
///                      when none are drawn
public record Prediction(float[] probabilities, float[] confusion, float[] said, byte[] samples) {

    private static final float[] NO_NUMBERS = {};
    private static final byte[] NO_LABELS = {};

    public static Prediction ofLabels(float[] probabilities) {
        return new Prediction(probabilities, NO_NUMBERS, NO_NUMBERS, NO_LABELS);
    }

    public static Prediction ofMatrices(float[] probabilities, float[] confusion) {
        return new Prediction(probabilities, confusion, NO_NUMBERS, NO_LABELS);
    }

    /// The same with segmentations drawn.
    Prediction with(byte[] drawn) {
        return new Prediction(probabilities, confusion, said, drawn);
    }

    public static Prediction ofAnnotators(float[] probabilities, float[] said) {
        return new Prediction(probabilities, NO_NUMBERS, said, NO_LABELS);
    }

    public static Prediction ofSamples(float[] probabilities, byte[] samples) {
        return new Prediction(probabilities, NO_NUMBERS, NO_NUMBERS, samples);
    }
}
