package consilium.train;

import consilium.kernel.spec.MethodSpec;
import consilium.networks.Emphasis;

/// What the loss weighs in which epoch. Epochs count from 1.
///
/// During warm-up the trace of the annotators' confusion matrices is maximised while the likelihood stays on (section
/// 3.4 of the paper); afterwards it is minimised (eq. 4). The data cannot tell one class from another: it is the
/// warm-up that ties each class to what the annotators call it. So during warm-up, and then only, the predicted labels
/// also start from what most annotators said, as every expectation maximisation over annotators does since Dawid and
/// Skene (1979, doi:10.2307/2346806): with the trace alone, two of three trainings on the paper authors' own images
/// took the over-segmenter for the truth (Dice 0.65 instead of 0.96).
///
/// Joint estimation holds the annotators' rates during warm-up, which makes it start from the majority too; the weight
/// of the image falls along half a cosine, as the learning rate may. Its answer is the last epoch's: how well noisy
/// labels are explained does not tell how well the truth is.
///
/// @param lastCounts whether only the last epoch's parameters may be the answer
record Schedule(int warmUpEpochs, Emphasis warmUp, Emphasis later, boolean lastCounts) {

    static Schedule of(MethodSpec.Learning method, int epochs) {
        return switch (method) {
            case MethodSpec.Cnn cnn -> constant(Emphasis.NONE);
            case MethodSpec.CnnOnTruth cnn -> constant(Emphasis.NONE);
            case MethodSpec.CnnOnAllLabels cnn -> constant(Emphasis.NONE);
            case MethodSpec.CnnPerAnnotator cnns -> constant(Emphasis.NONE);
            case MethodSpec.ProbabilisticUNet net -> constant(Emphasis.onDivergence(net.klWeight()));
            case MethodSpec.ConfusionMatrices matrices ->
                new Schedule(
                        matrices.warmUpEpochs(),
                        new Emphasis(
                                matrices.warmUpLikelihood().orElse(true) ? 1 : 0,
                                -matrices.warmUpTraceWeight(),
                                matrices.warmUpConsensus()),
                        new Emphasis(matrices.traceWeight(), 0),
                        false);
            case MethodSpec.KnownConfusionMatrices known -> constant(Emphasis.NONE);
            case MethodSpec.JointEstimation joint ->
                new Schedule(
                        (int) Math.ceil(joint.warmUp() * epochs),
                        Emphasis.joint(joint.imageWeight(), joint.imageTrust(), true),
                        Emphasis.joint(joint.imageWeight(), joint.imageTrust(), false),
                        true);
        };
    }

    private static Schedule constant(Emphasis emphasis) {
        return new Schedule(0, emphasis, emphasis, false);
    }

    Emphasis emphasis(int epoch, int epochs) {
        Emphasis emphasis = epoch <= warmUpEpochs ? warmUp : later;
        return emphasis.dimmed(Cosine.share(epoch, epochs));
    }

    /// Whether the epoch's parameters may be the answer: those of the warm-up, which learns something else, only when
    /// nothing comes after it.
    boolean counts(int epoch, int epochs) {
        return lastCounts ? epoch == epochs : epoch > warmUpEpochs || warmUpEpochs >= epochs;
    }
}
