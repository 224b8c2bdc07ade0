package consilium.kernel.plan;

import static consilium.kernel.plan.Fact.ANNOTATIONS_SIMULATED;
import static consilium.kernel.plan.Fact.DATASET_INGESTED;
import static consilium.kernel.plan.Fact.DATASET_REQUESTED;
import static consilium.kernel.plan.Fact.LABELS_FUSED;
import static consilium.kernel.plan.Fact.MODEL_DEPLOYED;
import static consilium.kernel.plan.Fact.MODEL_EVALUATED;
import static consilium.kernel.plan.Fact.MODEL_TRAINED;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// The stages, in the order of the flow.
public enum StageName {
    INGEST(1, DATASET_INGESTED, EnumSet.of(DATASET_REQUESTED)),
    SIMULATE(1, ANNOTATIONS_SIMULATED, EnumSet.of(DATASET_INGESTED, LABELS_FUSED)),
    FUSE(1, LABELS_FUSED, EnumSet.of(DATASET_INGESTED, ANNOTATIONS_SIMULATED, LABELS_FUSED)),
    TRAIN(1, MODEL_TRAINED, EnumSet.of(DATASET_INGESTED, ANNOTATIONS_SIMULATED, LABELS_FUSED)),
    EVALUATE(3, MODEL_EVALUATED, EnumSet.of(LABELS_FUSED, MODEL_TRAINED)),
    DEPLOY(1, MODEL_DEPLOYED, EnumSet.of(MODEL_EVALUATED));

    private final int revision;
    private final Fact announces;
    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final Set<Fact> follows;

    StageName(int revision, Fact announces, Set<Fact> follows) {
        this.revision = revision;
        this.announces = announces;
        this.follows = Set.copyOf(follows);
    }

    /// Raised by hand when the stage's behaviour changes, so that old results are not reused; each stage's
    /// golden-digest test notices when it should have been.
    public int revision() {
        return revision;
    }

    /// The fact this stage tells when a step is done.
    public Fact announces() {
        return announces;
    }

    /// The facts after which this stage may have work.
    public Set<Fact> follows() {
        return follows;
    }

    /// `fuse`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when no stage has that label
    public static StageName labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
