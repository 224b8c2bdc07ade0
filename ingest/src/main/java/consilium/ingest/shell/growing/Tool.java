package consilium.ingest.shell.growing;

import consilium.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The annotation tools whose webhooks and exports are known.
enum Tool {
    LABEL_STUDIO,
    CVAT;

    /// `label-studio`.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    static Tool of(@Nullable Object label) {
        return Arrays.stream(values())
                .filter(tool -> tool.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("tool", label + "; known are " + Arrays.stream(values())
                        .map(Tool::label).collect(Collectors.joining(", "))).toException());
    }
}
