package consilium.kernel.plan;

import java.util.List;
import java.util.stream.Stream;

/// A spec as a tree of steps. What methods share stands once.
///
/// @param roots the steps that need nothing but the world outside
public record Plan(List<Step> roots) {

    public Plan {
        roots = List.copyOf(roots);
    }

    /// Every step, parents first.
    public Stream<Step> steps() {
        return roots.stream().flatMap(Step::walk);
    }

    /// The steps nothing follows from: when all have ended, so has the experiment.
    public Stream<Step> leaves() {
        return steps().filter(step -> step.children().isEmpty());
    }
}
