package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;

/// One way from noisy labels to an answer: a row of the result table.
@About("One way from noisy labels to an answer: a row of the result table.")
public sealed interface MethodSpec {

    /// Fuses each image's labels and scores the fused maps themselves; learns nothing, so it needs the test images'
    /// annotations, which a deployed model would not have.
    @About("Fuses each image's labels and scores the fused maps; trains nothing.")
    record Fusion(@About("How labels are fused") FusionSpec fusion) implements MethodSpec {}

    /// A network trained on fused labels.
    @About("A network trained on fused labels.")
    record Cnn(@About("How labels are fused before training") FusionSpec fusion) implements MethodSpec, Learning {}

    /// A network trained on the truth itself: the upper bound, which reads what no other method may.
    @About("A network trained on the truth itself: the upper bound.")
    record CnnOnTruth() implements MethodSpec, Learning {}

    /// The paper's method: a segmentation network and pixel-wise confusion matrices per annotator, learned together
    /// from all labels.
    ///
    /// Minimises the negative log-likelihood of `A p` plus `traceWeight` times the trace of `A` (eq. 4), after
    /// `warmUpEpochs` in which the trace is *maximised* with `warmUpTraceWeight` while the likelihood stays on
    /// (section 3.4).
    ///
    /// The data cannot tell one class from another: it is the warm-up that ties each class to what the annotators call
    /// it. Beyond the paper, the warm-up therefore also starts the predicted truth from what most annotators said, as
    /// expectation maximisation over annotators does; with `warmUpConsensus` 0 it is the paper's own.
    @About("The paper's method: truth and pixel-wise annotator confusion matrices learned together (eq. 4).")
    record ConfusionMatrices(
            @About("Weight of the trace after warm-up (the paper's lambda); 0 is the paper's 'without trace'") @Default("0.1") @Range(min = 0, max = 100) double traceWeight,
            @About("Epochs in which the trace is maximised instead, so that matrices start near the identity") @Default("5") @Range(min = 0, max = 10000) int warmUpEpochs,
            @About("Weight of the maximised trace during warm-up") @Default("1") @Range(min = 0, max = 100) double warmUpTraceWeight,
            @About("Weight, during warm-up, of the cross-entropy against the annotators' majority; 0 is the paper's own") @Default("1") @Range(min = 0, max = 100) double warmUpConsensus)
            implements MethodSpec, Learning {
        public ConfusionMatrices {
            Require.between("traceWeight", traceWeight, 0, 100);
            Require.between("warmUpEpochs", warmUpEpochs, 0, 10000);
            Require.between("warmUpTraceWeight", warmUpTraceWeight, 0, 100);
            Require.between("warmUpConsensus", warmUpConsensus, 0, 100);
        }
    }

    /// The methods that train a network.
    sealed interface Learning permits Cnn, CnnOnTruth, ConfusionMatrices {}
}
