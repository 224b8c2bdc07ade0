package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import java.util.Map;
import java.util.Optional;

/// All of one experiment: data, annotators, methods, training, evaluation, gate. What stands here, and only
/// what stands here, decides the answer; how its steps are done (`execution`) does not.
@About("One Consilium experiment: data, annotators, methods, training, evaluation, gate.")
public record ExperimentSpec(
        @About("Short name, shown in lists; also names the deployed models") String name,
        @About("What the experiment is for") Optional<String> description,
        @About("Starts every random stream; equal seeds give equal results") @Default("1") @Range(min = 0, max = 9007199254740991.0) long seed,
        @About("Where images come from") DatasetSpec dataset,
        @About("Whose labels are learned from") @Default("{}") AnnotationsSpec annotations,
        @About("The methods to compare, by the name they have in the results") Map<String, MethodSpec> methods,
        @About("How networks are trained, the same for every method that learns") @Default("{}") TrainingSpec training,
        @About("How results are scored") @Default("{}") EvaluationSpec evaluation,
        @About("Trainings per method, each with a seed of its own: mean and standard deviation are over these") @Default("1") @Range(min = 1, max = 1000) int repeats,
        @About("What a model must reach to be registered and served; without it nothing is deployed") Optional<GateSpec> gate,
        @About("How the data set's own annotators are fused into what everything is scored against, where it brings no truth") Optional<FusionSpec> goldStandard,
        @About("How the steps are done: priority, limits, retries, time-outs; changes no answer") Optional<ExecutionSpec> execution) {

    public ExperimentSpec {
        Require.name("name", name);
        Require.between("seed", (double) seed, 0, 0x1p53 - 1);
        Require.between("repeats", repeats, 1, 1000);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("methods must name at least one method");
        }
        methods.keySet().forEach(method -> Require.name("a method's name", method));
        gate.ifPresent(given -> given.requireKnown(methods));
    }

    /// Done as the installation does by default.
    public ExperimentSpec(
            String name,
            Optional<String> description,
            long seed,
            DatasetSpec dataset,
            AnnotationsSpec annotations,
            Map<String, MethodSpec> methods,
            TrainingSpec training,
            EvaluationSpec evaluation,
            int repeats,
            Optional<GateSpec> gate,
            Optional<FusionSpec> goldStandard) {
        this(
                name, description, seed, dataset, annotations, methods, training, evaluation, repeats, gate,
                goldStandard,
                Optional.empty());
    }

    /// Whether there is something to score against: the data set's truth, or the gold standard in its place.
    public boolean knowsTruth() {
        return dataset.knowsTruth() || goldStandard.isPresent();
    }

    /// The spec's own name: equal specs, equal digests, however they were laid out.
    public Digest digest() {
        return Canonical.digest(RecordFormat.write(this));
    }
}
