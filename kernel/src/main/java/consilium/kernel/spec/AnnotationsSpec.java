package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.List;
import java.util.Optional;

/// Whose labels are learned from: those recorded in the data set, those of simulated annotators, or both.
///
/// What is left out of `target` and `level` is not written, so a spec without them has the recipe it had before there
/// were any.
///
/// @param target class that simulated annotators make their mistakes on where there are several; they draw all else as
///               it is. Source: section 4.2 of the paper
/// @param level  multiplies every simulated mistake: 0 draws the truth, 1 is as each annotator's own numbers say. To be
///               swept, as in the paper's Fig. 4
@About("Whose labels are learned from: recorded, simulated, or both.")
public record AnnotationsSpec(
        @About("Keep the annotations that come with the data set, before the simulated ones") @Default("false")
                boolean recorded,
        @About("Annotators made by operations on the truth") List<AnnotatorSpec> simulated,
        @About("all: every annotator labels every image; one: a random annotator per training and validation image")
                @Default("all") LabelsPerImage labelsPerImage,
        @About("Class on which simulated annotators make their mistakes, where there are several") @Range(min = 1, max = 255)
                Optional<Integer> target,
        @About("Multiplies every simulated mistake: 0 draws the truth, 1 (when left out) as the annotators' own numbers say")
                @Range(min = 0, max = 10) Optional<Double> level) {

    public AnnotationsSpec {
        Require.distinct("simulated annotators", simulated, AnnotatorSpec::name);
        target.ifPresent(label -> Require.between("target", label, 1, 255));
        level.ifPresent(factor -> Require.between("level", factor, 0, 10));
    }

    /// Without target or level.
    public AnnotationsSpec(boolean recorded, List<AnnotatorSpec> simulated, LabelsPerImage labelsPerImage) {
        this(recorded, simulated, labelsPerImage, Optional.empty(), Optional.empty());
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
