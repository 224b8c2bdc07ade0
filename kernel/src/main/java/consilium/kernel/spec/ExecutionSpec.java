package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import consilium.kernel.plan.StageName;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an experiment's steps are done: in which order with those of others, how many at once, how often and for how long
/// each is tried. Nothing here can change an answer, so it is part of no recipe.
///
/// @param priority which steps go first where steps have to wait
/// @param stages   what is to hold for the steps of one stage, by the stage's name
@About("How the steps are done: order, limits, retries, time-outs. Changes no answer, so it is part of no recipe.")
public record ExecutionSpec(
        @About("Which steps go first where steps have to wait: urgent before normal before low") @Default("normal") Priority priority,
        @About("Limits, retries and time-outs by stage: ingest, simulate, fuse, train, evaluate or deploy") @Default("{}") Map<String, PerStage> stages) {

    /// As the installation does by default.
    public static final ExecutionSpec STANDARD = new ExecutionSpec(Priority.NORMAL, Map.of());

    public ExecutionSpec {
        List<String> known = Arrays.stream(StageName.values()).map(StageName::label).toList();
        stages.keySet().stream().filter(stage -> !known.contains(stage)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException(
                    "stages names \"" + unknown + "\"; a stage is one of " + String.join(", ", known));
        });
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    }

    /// What is to hold for the steps of a stage.
    public PerStage of(StageName stage) {
        return stages.getOrDefault(stage.label(), PerStage.STANDARD);
    }

    /// The same with another priority.
    public ExecutionSpec with(Priority other) {
        return new ExecutionSpec(other, stages);
    }

    /// Which of the steps that wait go first.
    public enum Priority {
        URGENT,
        NORMAL,
        LOW
    }

    /// What is to hold for the steps of one stage; what is not given is as the installation does by default.
    ///
    /// @param concurrency steps of the experiment at work at once
    /// @param attempts    how often a step is tried whose failures may pass
    /// @param backoff     the pause after the first attempt that failed; each further one is twice as long
    /// @param timeout     how long one attempt may take
    @About("What holds for the steps of one stage; what is not given is as the installation does by default.")
    public record PerStage(
            @About("Steps of the experiment at work at once") @Range(min = 1, max = 10000) Optional<Integer> concurrency,
            @About("How often a step is tried whose failures may pass; bad input is never tried again") @Range(min = 1, max = 15) Optional<Integer> attempts,
            @About("The pause after the first attempt that failed, such as 10s; each further one is twice as long, to at most 1h") Optional<Timespan> backoff,
            @About("How long one attempt may take, such as 90m; then it is stopped and counts as failed") Optional<Timespan> timeout) {

        static final PerStage STANDARD =
                new PerStage(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public PerStage {
            concurrency.ifPresent(given -> Require.between("concurrency", given, 1, 10_000));
            attempts.ifPresent(given -> Require.between("attempts", given, 1, 15));
        }
    }
}
