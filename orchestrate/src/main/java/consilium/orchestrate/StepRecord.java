package consilium.orchestrate;

import consilium.kernel.plan.StageName;
import consilium.kernel.problem.Report;
import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of one step of an experiment.
///
/// @param parent  the step it follows from; absent at the root
/// @param depth   steps above it
/// @param millis  the making took, wall clock, also when reused; 0 until done
/// @param differs in a replay, what diverged first
/// @param problem why it failed
public record StepRecord(
        String step,
        Optional<String> parent,
        StageName stage,
        Optional<String> method,
        int repeat,
        int depth,
        StepState state,
        Optional<Digest> recipe,
        Map<String, Digest> outputs,
        Map<String, Object> summary,
        long millis,
        List<String> differs,
        Optional<Report> problem) {}
