package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.List;

/// Whose labels are learned from: those recorded in the data set, those of simulated annotators, or both.
@About("Whose labels are learned from: recorded, simulated, or both.")
public record AnnotationsSpec(
        @About("Keep the annotations that come with the data set, before the simulated ones") @Default("false")
                boolean recorded,
        @About("Annotators made by operations on the truth") List<AnnotatorSpec> simulated,
        @About("all: every annotator labels every image; one: a random annotator per training and validation image")
                @Default("all") LabelsPerImage labelsPerImage) {

    public AnnotationsSpec {
        Require.distinct("simulated annotators", simulated, AnnotatorSpec::name);
    }

    /// How many of an image's labels are kept.
    public enum LabelsPerImage {
        /// Every annotator's.
        ALL,
        /// One random annotator's per image that is trained or validated on. Test images keep all, so that every
        /// annotator's predicted labels can be scored.
        ONE
    }

    /// Whether the annotations need a step of their own after ingestion.
    public boolean needSimulation() {
        return !simulated.isEmpty() || labelsPerImage == LabelsPerImage.ONE;
    }
}
