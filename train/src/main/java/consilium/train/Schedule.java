package consilium.train;

import consilium.kernel.spec.MethodSpec;

/// What weight the trace of the annotators' confusion matrices has in which epoch.
///
/// During warm-up the trace is maximised while the likelihood stays on (section 3.4 of the paper), which ties the
/// classes to what the annotators call them; afterwards it is minimised (eq. 4). Epochs count from 1.
record Schedule(int warmUpEpochs, double warmUpWeight, double weight) {

    static Schedule of(MethodSpec.Learning method) {
        return switch (method) {
            case MethodSpec.Cnn cnn -> new Schedule(0, 0, 0);
            case MethodSpec.CnnOnTruth cnn -> new Schedule(0, 0, 0);
            case MethodSpec.ConfusionMatrices matrices ->
                new Schedule(matrices.warmUpEpochs(), -matrices.warmUpTraceWeight(), matrices.traceWeight());
        };
    }

    double traceWeight(int epoch) {
        return epoch <= warmUpEpochs ? warmUpWeight : weight;
    }

    /// Whether the epoch's parameters may be the answer: those of the warm-up, which learns something else, only when
    /// nothing comes after it.
    boolean counts(int epoch, int epochs) {
        return epoch > warmUpEpochs || warmUpEpochs >= epochs;
    }
}
