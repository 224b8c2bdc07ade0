package consilium.ingest;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.OnBadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What becomes of input that cannot be used: either the first of it refuses the data set, or all of it is left out and
/// listed.
///
/// Paths in the list begin at the data set, so that the same files elsewhere make the same list.
final class Skips {

    private final OnBadInput policy;
    private final String prefix;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /// @param root folder or file in which everything lies
    Skips(OnBadInput policy, Path root) {
        this.policy = policy;
        this.prefix = root + "/";
    }

    /// One thing left out.
    ///
    /// @param item of which image or case
    /// @param lost `image`, `case`, or `annotation by` and the annotator's name
    record Skip(String item, String lost, ProblemException why) {

        static Skip image(String item, ProblemException why) {
            return new Skip(item, "image", why);
        }

        static Skip annotation(String item, String annotator, ProblemException why) {
            return new Skip(item, "annotation by " + annotator, why);
        }
    }

    /// Whether input is left out rather than refused.
    boolean allowed() {
        return switch (policy) {
            case FAIL -> false;
            case SKIP_AND_REPORT -> true;
        };
    }

    /// Notes what is left out, or refuses the data set for it.
    void add(Skip skip) {
        if (!allowed() || !(skip.why().problem() instanceof Problem.BadInput bad)) {
            throw skip.why();
        }
        rows.add(Map.of(
                "item", skip.item(),
                "lost", skip.lost(),
                "file", within(bad.file()),
                "position", bad.position(),
                "why", within(bad.why())));
    }

    /// One row per thing left out, in the order in which they were met: `item`, `lost`, `file`, `position`, `why`.
    List<Map<String, Object>> rows() {
        return List.copyOf(rows);
    }

    /// Refuses a data set of which a whole split was left out.
    void requireSplitsKept(String what, List<Item> before, List<Item> after) {
        for (Split split : Split.values()) {
            long lost = before.stream().filter(item -> item.split() == split).count();
            if (lost > 0 && after.stream().noneMatch(item -> item.split() == split)) {
                Map<String, Object> first = rows.getFirst();
                throw Refusal.of(what, "none of the " + lost + " images that " + use(split) + " can be used; the first"
                        + " thing left out is " + first.get("file") + ": " + first.get("why"));
            }
        }
    }

    private static String use(Split split) {
        return switch (split) {
            case TRAIN -> "train";
            case VALIDATION -> "validate";
            case TEST -> "test";
        };
    }

    private String within(String text) {
        return text.replace(prefix, "");
    }
}
