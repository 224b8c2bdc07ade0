package consilium.orchestrate;

import consilium.kernel.format.Violation;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.ExperimentSpec;
import consilium.kernel.spec.MethodSpec;
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
        checkRecorded(spec.dataset(), annotations, violations);
        checkGoldStandard(spec, violations);
        if (spec.dataset() instanceof DatasetSpec.Growing) {
            checkGrowing(spec, violations);
        } else if (!spec.knowsTruth()) {
            checkWithoutTruth(spec, violations);
        }
        return violations;
    }

    private static void checkGoldStandard(ExperimentSpec spec, List<Violation> violations) {
        if (spec.goldStandard().isEmpty()) {
            return;
        }
        if (spec.dataset().knowsTruth()) {
            violations.add(new Violation("goldStandard", "must be left out: the data set brings the truth"));
        } else if (spec.dataset().recordedAnnotators().isEmpty() && !(spec.dataset() instanceof DatasetSpec.Growing)) {
            violations.add(new Violation(
                    "goldStandard", "must be left out: the data set names no annotators who could be fused"));
        }
    }

    private static void checkRecorded(
            DatasetSpec dataset, AnnotationsSpec annotations, List<Violation> violations) {
        if (!annotations.recorded()) {
            return;
        }
        switch (dataset) {
            case DatasetSpec.Growing growing -> {
            }
            case DatasetSpec.Phantoms phantoms -> refuseRecorded("phantoms", violations);
            case DatasetSpec.Idx idx -> refuseRecorded("idx", violations);
            case DatasetSpec.AnnotatorFolders folders -> requireNames(folders, annotations, violations);
            case DatasetSpec.AnnotatorZips zips -> requireNames(zips, annotations, violations);
            case DatasetSpec.Nifti nifti -> requireNames(nifti, annotations, violations);
            case DatasetSpec.AnnotationExports exports -> requireNames(exports, annotations, violations);
            case DatasetSpec.Dicom dicom -> requireNames(dicom, annotations, violations);
            case DatasetSpec.Arrays arrays -> requireNames(arrays, annotations, violations);
        }
    }

    private static void refuseRecorded(String kind, List<Violation> violations) {
        violations.add(new Violation(
                "annotations.recorded",
                "must be false: a data set of kind " + kind
                        + " brings no annotations; annotator-folders, annotator-zips, nifti, annotation-exports, dicom"
                        + " and arrays do"));
    }

    private static void requireNames(DatasetSpec dataset, AnnotationsSpec annotations, List<Violation> violations) {
        List<String> recorded = dataset.recordedAnnotators();
        if (recorded.isEmpty()) {
            violations.add(new Violation(
                    "dataset.annotators", "must name at least one annotator, since annotations.recorded is true"));
        }
        annotations.simulated().stream()
                .map(AnnotatorSpec::name)
                .filter(recorded::contains)
                .map(name -> new Violation(
                        "annotations.simulated",
                        "must not use the name \"" + name + "\", which an annotator of the data set has"))
                .forEach(violations::add);
    }

    /// Where annotations keep arriving there is seldom a truth: networks are then trained, and not scored.
    private static void checkGrowing(ExperimentSpec spec, List<Violation> violations) {
        if (spec.knowsTruth()) {
            return;
        }
        spec.methods().forEach((name, method) -> {
            if (method instanceof MethodSpec.CnnOnTruth) {
                violations.add(new Violation("dataset.truth", "is required by the method \"" + name + "\""));
            }
        });
        spec.gate().ifPresent(gate -> violations.add(new Violation(
                "gate", "must be absent without the truth: there is no score that a model could reach")));
        refuseSimulated(spec, violations);
    }

    private static void refuseSimulated(ExperimentSpec spec, List<Violation> violations) {
        if (!spec.annotations().simulated().isEmpty()) {
            violations.add(new Violation(
                    "annotations.simulated",
                    "must be empty: annotators are simulated from the truth, which is not known"));
        }
    }

    /// What makes a consensus and scores nothing is all that can be done.
    private static void checkWithoutTruth(ExperimentSpec spec, List<Violation> violations) {
        spec.methods().forEach((name, method) -> {
            if (!(method instanceof MethodSpec.Fusion)) {
                violations.add(new Violation(
                        "dataset.truth",
                        "is required by the method \"" + name + "\", which is scored against it; without the truth, and"
                                + " without a goldStandard in its place, only methods of kind fusion are planned, and not"
                                + " scored"));
            }
        });
        refuseSimulated(spec, violations);
    }
}
