package consilium.kernel.event;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Report;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExecutionSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the services tell each other: facts, naming artefacts by digest. Events carry names, the store carries things.
///
/// Written as the `data` of a CloudEvent by [RecordFormat].
public sealed interface Event {

    /// The experiment's id, the first part of its every Kafka key, so one experiment can be picked out; empty for what
    /// is told of a data set that grows, which belongs to no experiment.
    default String experiment() {
        return "";
    }

    /// The topic it is told on.
    Fact fact();

    /// The Kafka key: equal keys replace each other on compacted topics.
    String key();

    /// The CloudEvents id: derived from what the event says, so that a repeat is recognisably the same event.
    default String id() {
        return Canonical.digest(RecordFormat.write(this)).hex();
    }

    /// Whether artefacts recorded earlier may stand for making them.
    enum Mode {
        /// Equal recipes are made once.
        REUSE,
        /// Every step is made again and compared with what was recorded: a replay.
        VERIFY
    }

    /// How a step came by its outputs.
    enum Outcome {
        /// Made now.
        MADE,
        /// Recorded earlier under the same recipe, present and intact.
        REUSED,
        /// Recorded earlier, found missing or damaged, made again to the same digests.
        REPAIRED,
        /// Made again during a replay, every digest equal.
        VERIFIED,
        /// Made again during a replay, some digest different.
        DIVERGED
    }

    /// Somebody asks for an experiment.
    ///
    /// @param spec   as it was submitted, unread: whoever listens reads it strictly
    /// @param replay the experiment to replay instead, when this is a replay; its spec then stands in `spec`
    record ExperimentRequested(String experiment, Map<String, Object> spec, Optional<String> replay)
            implements Event {
        @Override
        public Fact fact() {
            return Fact.EXPERIMENT_REQUESTED;
        }

        @Override
        public String key() {
            return experiment;
        }
    }

    /// A step is done (or, at the very start, nothing yet), and something may follow. A step with several children
    /// tells this once per child, each time with that child's subtree; a leaf tells it once, with nothing to follow.
    ///
    /// @param done      the step that was done; absent at the root
    /// @param next      the step that may start, with all below it; absent at a leaf
    /// @param scope     every artefact made so far on this path, by role
    /// @param execution how what follows is to be done; absent: as the installation does by default
    record StepDone(
            String experiment,
            Mode mode,
            Optional<Done> done,
            Optional<Step> next,
            Map<String, Digest> scope,
            Optional<ExecutionSpec> execution)
            implements Event {

        /// What follows is done as the installation does by default.
        public StepDone(
                String experiment, Mode mode, Optional<Done> done, Optional<Step> next, Map<String, Digest> scope) {
            this(experiment, mode, done, next, scope, Optional.empty());
        }

        /// How what follows is to be done.
        public ExecutionSpec conduct() {
            return execution.orElse(ExecutionSpec.STANDARD);
        }

        @Override
        public Fact fact() {
            return done.map(step -> step.stage().announces()).orElse(Fact.DATASET_REQUESTED);
        }

        @Override
        public String key() {
            return experiment + "/" + next.map(Step::id).or(() -> done.map(Done::step)).orElse("");
        }

        /// The recipe, the experiment and the child decide the id; how long it took and whether it was reused do not.
        @Override
        public String id() {
            Map<String, Object> name = new LinkedHashMap<>();
            name.put("experiment", experiment);
            name.put("mode", mode.name());
            name.put("done", done.map(step -> step.recipe().hex()).orElse(""));
            name.put("step", done.map(Done::step).orElse(""));
            name.put("next", next.map(Step::id).orElse(""));
            return Canonical.digest(name).hex();
        }
    }

    /// The step that was done.
    ///
    /// @param recipe  digest of its recipe
    /// @param outputs the artefacts it made, by role
    /// @param summary what a dashboard shows without opening an artefact: scores, counts
    /// @param millis  it took, wall clock; of the making, also when reused
    /// @param differs in a replay, what diverged first: role, array or file; empty otherwise
    record Done(
            String step,
            StageName stage,
            Optional<String> method,
            int repeat,
            Digest recipe,
            Outcome outcome,
            Map<String, Digest> outputs,
            Map<String, Object> summary,
            long millis,
            List<String> differs) {}

    /// A step cannot be done; nothing below it will be.
    ///
    /// @param step    its id; the stage's own name when the event could not be read that far
    /// @param method  the method it belongs to, where it belongs to one alone
    /// @param problem why
    record StageFailed(
            String experiment, String step, StageName stage, Optional<String> method, int attempt, Report problem)
            implements Event {
        @Override
        public Fact fact() {
            return Fact.STAGE_FAILED;
        }

        @Override
        public String key() {
            return experiment + "/" + step;
        }
    }

    /// Work goes on. Told at most a few times a second, never relied upon.
    ///
    /// @param done    units done
    /// @param total   units in all; 0 when unknown
    /// @param unit    such as `epoch` or `image`
    /// @param figures current numbers, such as the loss, by name
    record StageProgressed(
            String experiment,
            String step,
            StageName stage,
            Optional<String> method,
            long done,
            long total,
            String unit,
            Map<String, Double> figures,
            long elapsedMillis)
            implements Event {
        @Override
        public Fact fact() {
            return Fact.STAGE_PROGRESSED;
        }

        @Override
        public String key() {
            return experiment + "/" + step;
        }
    }

    /// The end of an experiment, whatever it was.
    ///
    /// @param results one row per method, as in the result table; see the AsyncAPI document
    record ExperimentCompleted(
            String experiment, String name, State state, List<Map<String, Object>> results, long millis)
            implements Event {
        @Override
        public Fact fact() {
            return Fact.EXPERIMENT_COMPLETED;
        }

        @Override
        public String key() {
            return experiment;
        }
    }

    /// Somebody hands in an annotation of an image of a data set that grows.
    ///
    /// @param dataset    its name
    /// @param submission names the request, so that sending it again does nothing new
    /// @param annotation as it was submitted, unread: whoever listens reads it strictly
    record AnnotationsSubmitted(String dataset, String submission, Map<String, Object> annotation) implements Event {
        @Override
        public Fact fact() {
            return Fact.ANNOTATIONS_SUBMITTED;
        }

        @Override
        public String key() {
            return dataset + "/" + submission;
        }
    }

    /// A data set has one more record, and with it a new version.
    ///
    /// @param dataset   its name
    /// @param version   the record's number, from 1 without a gap
    /// @param change    what the record is
    /// @param annotator who annotated, or was withdrawn
    /// @param images    the images whose annotations changed, each with all that count from now on
    record DatasetGrown(String dataset, long version, Change change, String annotator, List<Touched> images)
            implements Event {

        /// What a record may be.
        public enum Change {
            ANNOTATED,
            ANNOTATION_WITHDRAWN,
            ANNOTATOR_WITHDRAWN
        }

        /// An image and the annotations of it that count, by annotator.
        public record Touched(String image, List<Counting> annotations) {}

        /// An annotation that counts.
        ///
        /// @param version of its record
        /// @param labels  the artefact that holds the label map
        public record Counting(String annotator, long version, Digest labels) {}

        @Override
        public Fact fact() {
            return Fact.DATASET_GROWN;
        }

        @Override
        public String key() {
            return dataset + "/" + version;
        }
    }

    /// How reliable the annotators of a data set are after one more fusion.
    ///
    /// @param standing    the standing experiment that fused
    /// @param version     of the data set up to which everything is fused
    /// @param reliability the artefact: per annotator the figures and their trend
    /// @param agreement   mean Dice of the annotators with the consensus; absent while no image has two annotators
    /// @param annotators  one row per annotator: `annotator`, `images`, `sensitivity`, `specificity`, `dice`, `recent`
    record AnnotatorsAssessed(
            String standing,
            String dataset,
            long version,
            Digest reliability,
            Optional<Double> agreement,
            List<Map<String, Object>> annotators)
            implements Event {
        @Override
        public Fact fact() {
            return Fact.ANNOTATORS_ASSESSED;
        }

        @Override
        public String key() {
            return standing;
        }
    }

    /// An annotator's newest images agree with the consensus otherwise than their earlier ones did.
    ///
    /// @param before      mean Dice with the consensus over the earlier images
    /// @param recent      mean Dice over the newest `window` images
    /// @param bound       the difference that the standing experiment allows
    /// @param reliability the artefact that shows it
    record AnnotatorDrifted(
            String standing,
            String dataset,
            long version,
            String annotator,
            double before,
            double recent,
            double bound,
            int window,
            Digest reliability)
            implements Event {
        @Override
        public Fact fact() {
            return Fact.ANNOTATOR_DRIFTED;
        }

        @Override
        public String key() {
            return standing + "/" + annotator;
        }
    }

    /// Where an experiment stands.
    enum State {
        REQUESTED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }
}
