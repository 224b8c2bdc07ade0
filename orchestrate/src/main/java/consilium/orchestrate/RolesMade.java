package consilium.orchestrate;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import java.util.List;

/// The roles a step's outputs have, known before it has run.
final class RolesMade {

    private RolesMade() {}

    static List<String> by(StageSpec slice) {
        return switch (slice) {
            case StageSpec.Ingest ingest -> by(ingest.dataset());
            case StageSpec.Simulate simulate -> List.of(Role.ANNOTATIONS);
            case StageSpec.Fuse fuse -> List.of(Role.LABELS);
            case StageSpec.Train train -> List.of(Role.MODEL, Role.PREDICTIONS);
            case StageSpec.Evaluate evaluate -> List.of(Role.EVALUATION);
            case StageSpec.Deploy deploy -> List.of(Role.REGISTRATION);
        };
    }

    /// Only folders of annotators bring annotations of their own, and only they may lack the truth.
    private static List<String> by(DatasetSpec dataset) {
        return switch (dataset) {
            case DatasetSpec.Phantoms phantoms -> List.of(Role.IMAGES, Role.TRUTH);
            case DatasetSpec.Idx idx -> List.of(Role.IMAGES, Role.TRUTH);
            case DatasetSpec.AnnotatorFolders folders when folders.truth().isPresent() ->
                List.of(Role.IMAGES, Role.TRUTH, Role.ANNOTATIONS);
            case DatasetSpec.AnnotatorFolders folders -> List.of(Role.IMAGES, Role.ANNOTATIONS);
        };
    }
}
