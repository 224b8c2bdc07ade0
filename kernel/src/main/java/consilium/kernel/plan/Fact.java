package consilium.kernel.plan;

import java.util.Locale;

/// What is told on a topic: facts, in the past tense. The topic's name is the fact's.
public enum Fact {
    EXPERIMENT_REQUESTED,
    DATASET_REQUESTED,
    DATASET_INGESTED,
    ANNOTATIONS_SIMULATED,
    LABELS_FUSED,
    MODEL_TRAINED,
    MODEL_EVALUATED,
    MODEL_DEPLOYED,
    EXPERIMENT_COMPLETED,
    ANNOTATIONS_SUBMITTED,
    DATASET_GROWN,
    ANNOTATORS_ASSESSED,
    ANNOTATOR_DRIFTED,
    STAGE_PROGRESSED,
    STAGE_FAILED;

    /// The topic, without the configured prefix: `labels.fused`.
    public String topic() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /// The CloudEvents type: `consilium.labels.fused.v1`.
    public String type() {
        return "consilium." + topic() + ".v1";
    }
}
