package consilium.orchestrate;

import consilium.kernel.format.Violation;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;

/// Whether the parts of a spec fit each other, so that no step is planned that would find its input unmade.
final class Feasibility {

    private Feasibility() {}

    static List<Violation> violations(ExperimentSpec spec) {
        List<Violation> violations = new ArrayList<>();
        AnnotationsSpec annotations = spec.annotations();
        if (!annotations.recorded() && annotations.simulated().isEmpty()) {
            violations.add(new Violation(
                    "annotations",
                    "names no annotator: list some under simulated, or set recorded to true to keep those of the data set"));
        }
        switch (spec.dataset()) {
            case DatasetSpec.Phantoms phantoms -> refuseRecorded(annotations, "phantoms", violations);
            case DatasetSpec.Idx idx -> refuseRecorded(annotations, "idx", violations);
            case DatasetSpec.AnnotatorFolders folders -> check(folders, annotations, violations);
        }
        return violations;
    }

    private static void refuseRecorded(AnnotationsSpec annotations, String kind, List<Violation> violations) {
        if (annotations.recorded()) {
            violations.add(new Violation(
                    "annotations.recorded",
                    "must be false: a data set of kind " + kind + " brings no annotations; annotator-folders does"));
        }
    }

    private static void check(
            DatasetSpec.AnnotatorFolders folders, AnnotationsSpec annotations, List<Violation> violations) {
        if (folders.truth().isEmpty()) {
            violations.add(new Violation("dataset.truth", "is required: every method is scored against the truth"));
        }
        if (!annotations.recorded()) {
            return;
        }
        if (folders.annotators().isEmpty()) {
            violations.add(new Violation(
                    "dataset.annotators", "must name at least one annotator, since annotations.recorded is true"));
        }
        List<String> recorded =
                folders.annotators().stream().map(DatasetSpec.AnnotatorFolders.Folder::name).toList();
        annotations.simulated().stream()
                .map(AnnotatorSpec::name)
                .filter(recorded::contains)
                .map(name -> new Violation(
                        "annotations.simulated",
                        "must not use the name \"" + name + "\", which an annotator of the data set has"))
                .forEach(violations::add);
    }
}
