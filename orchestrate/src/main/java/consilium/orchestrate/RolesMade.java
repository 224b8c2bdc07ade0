package consilium.orchestrate;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.List;

/// The roles a step's outputs have, known before it has run.
final class RolesMade {

    private RolesMade() {}

    static List<String> by(StageSpec slice) {
        return switch (slice) {
            case StageSpec.Ingest ingest -> by(ingest.dataset());
            case StageSpec.Simulate simulate -> List.of(Role.ANNOTATIONS);
            case StageSpec.Fuse fuse -> List.of(switch (fuse.product()) {
                case LABELS -> Role.LABELS;
                case TRUTH -> Role.TRUTH;
            });
            case StageSpec.Train train -> List.of(Role.MODEL, Role.PREDICTIONS);
            case StageSpec.Evaluate evaluate -> List.of(Role.EVALUATION);
            case StageSpec.Deploy deploy -> List.of(Role.REGISTRATION);
        };
    }

    private static List<String> by(DatasetSpec dataset) {
        List<String> roles = new ArrayList<>(List.of(Role.IMAGES));
        if (dataset.knowsTruth()) {
            roles.add(Role.TRUTH);
        }
        if (!dataset.recordedAnnotators().isEmpty() || dataset instanceof DatasetSpec.Growing) {
            roles.add(Role.ANNOTATIONS);
        }
        return roles;
    }
}
