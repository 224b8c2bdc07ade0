package consilium.orchestrate;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.StageSpec.Evaluate.Subject;
import consilium.kernel.plan.Step;
import consilium.kernel.spec.ExperimentSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Turns a spec into its plan: a tree in which whatever several methods share stands once.
///
/// ```
/// ingest
/// └ simulate                   when annotators are simulated, or one label per image is kept
///   ├ fuse-staple              one per distinct fusion, shared by every method that uses it
///   │ ├ evaluate-staple        a fusion method scores the fused maps themselves
///   │ └ train-staple-cnn-0     a network on fused labels, once per repeat
///   │   └ evaluate
///   │     └ deploy             when the gate asks for the method
///   └ train-ours-0 ...         methods that read the truth or the annotations themselves
/// ```
///
/// The order in which a spec lists its methods is of no consequence: they are planned by name. Repeat `k` trains with
/// the seed `spec.seed + k`, counted within 0 to 2^53 - 1; data, annotators and fusions keep the spec's own seed, so
/// that the spread over repeats is that of training alone. Every repeat's model is offered to the gate, under the one
/// name `<experiment>-<method>`.
///
/// A data set without truth has nothing to score against: its plan ends with the fused maps, and a spec that asks for
/// more of it is refused, unless it says how its annotators are fused into a gold standard, which then stands between
/// ingest and everything else. Only of a data set that grows, which seldom has a truth, networks are trained all the same.
public final class Planner {

    private static final long SEEDS = 1L << 53;

    /// @param engine what this installation trains with; its device is what `auto` stands for, and the spec's threads
    ///               take the place of its own
    public Plan plan(ExperimentSpec spec, EngineSpec engine) {
        return new Plan(List.of(new Drawing(spec, engine).ingest()));
    }

    /// One spec being planned.
    private static final class Drawing {

        private final ExperimentSpec spec;
        private final EngineSpec engine;
        private final TrainingSpec training;
        private final TreeMap<String, MethodSpec> methods;

        Drawing(ExperimentSpec spec, EngineSpec engine) {
            this.spec = spec;
            this.training = onDevice(spec.training(), engine);
            this.engine = new EngineSpec(
                    engine.name(), engine.version(), label(training.device()), training.threads());
            this.methods = new TreeMap<>(spec.methods());
        }

        Step ingest() {
            String id = "ingest";
            List<Step> children = spec.goldStandard()
                    .map(fusion -> List.of(goldStandard(id, fusion)))
                    .orElseGet(() -> afterTruth(id));
            return shared(id, new StageSpec.Ingest(spec.dataset(), spec.seed()), children);
        }

        /// Its maps stand where a data set's truth would stand, for everything below.
        private Step goldStandard(String parent, FusionSpec fusion) {
            String id = parent + "/fuse-gold-standard";
            return shared(
                    id, new StageSpec.Fuse(fusion, Optional.of(StageSpec.Product.TRUTH)), afterTruth(id));
        }

        private List<Step> afterTruth(String parent) {
            return spec.annotations().needSimulation() ? List.of(simulate(parent)) : methods(parent);
        }

        private Step simulate(String parent) {
            String id = parent + "/simulate";
            return shared(id, new StageSpec.Simulate(spec.annotations(), spec.seed()), methods(id));
        }

        /// Fusions first, then the trainings that need none.
        private List<Step> methods(String parent) {
            return Stream.concat(fusions(parent), unfused(parent)).toList();
        }

        private Stream<Step> fusions(String parent) {
            Map<FusionSpec, List<String>> users = new LinkedHashMap<>();
            methods.forEach((name, method) -> fusionOf(method)
                    .ifPresent(fusion -> users.computeIfAbsent(fusion, any -> new ArrayList<>()).add(name)));
            Map<FusionSpec, String> labels = FusionLabels.of(users);
            return users.entrySet().stream()
                    .map(entry -> fuse(parent + "/fuse-" + labels.get(entry.getKey()), entry.getKey(),
                            entry.getValue()));
        }

        private Step fuse(String id, FusionSpec fusion, List<String> users) {
            List<Step> children = users.stream().flatMap(name -> afterFusion(id, name)).toList();
            return shared(id, new StageSpec.Fuse(fusion), children);
        }

        private Stream<Step> afterFusion(String parent, String name) {
            if (methods.get(name) instanceof MethodSpec.Fusion) {
                return spec.knowsTruth() ? Stream.of(scoreLabels(parent, name)) : Stream.of();
            }
            return trainings(parent, name);
        }

        private Step scoreLabels(String parent, String name) {
            StageSpec slice = new StageSpec.Evaluate(spec.evaluation(), Subject.LABELS);
            return new Step(parent + "/evaluate-" + name, slice, Optional.of(name), 0, List.of());
        }

        private Stream<Step> unfused(String parent) {
            return methods.entrySet().stream()
                    .filter(entry -> fusionOf(entry.getValue()).isEmpty())
                    .flatMap(entry -> trainings(parent, entry.getKey()));
        }

        private Stream<Step> trainings(String parent, String name) {
            return IntStream.range(0, spec.repeats()).mapToObj(repeat -> train(parent, name, repeat));
        }

        private Step train(String parent, String name, int repeat) {
            String id = parent + "/train-" + name + "-" + repeat;
            long seed = Math.floorMod(spec.seed() + repeat, SEEDS);
            StageSpec slice = new StageSpec.Train(Objects.requireNonNull(methods.get(name)), training, engine, seed);
            List<Step> children = spec.knowsTruth() ? List.of(scorePredictions(id, name, repeat)) : List.of();
            return new Step(id, slice, Optional.of(name), repeat, children);
        }

        private Step scorePredictions(String parent, String name, int repeat) {
            String id = parent + "/evaluate";
            StageSpec slice = new StageSpec.Evaluate(spec.evaluation(), Subject.PREDICTIONS);
            return new Step(id, slice, Optional.of(name), repeat, deploy(id, name, repeat));
        }

        private List<Step> deploy(String parent, String name, int repeat) {
            return spec.gate().stream()
                    .filter(gate -> gate.methods().isEmpty() || gate.methods().contains(name))
                    .map(gate -> new StageSpec.Deploy(spec.name() + "-" + name, gate))
                    .map(slice -> new Step(parent + "/deploy", slice, Optional.of(name), repeat, List.of()))
                    .toList();
        }

        private static Step shared(String id, StageSpec slice, List<Step> children) {
            return new Step(id, slice, Optional.empty(), 0, children);
        }

        private static Optional<FusionSpec> fusionOf(MethodSpec method) {
            return switch (method) {
                case MethodSpec.Fusion fusion -> Optional.of(fusion.fusion());
                case MethodSpec.Cnn cnn -> Optional.of(cnn.fusion());
                case MethodSpec.CnnOnTruth cnn -> Optional.empty();
                case MethodSpec.ConfusionMatrices matrices -> Optional.empty();
                case MethodSpec.CnnOnAllLabels cnn -> Optional.empty();
                case MethodSpec.CnnPerAnnotator cnns -> Optional.empty();
                case MethodSpec.ProbabilisticUNet net -> Optional.empty();
                case MethodSpec.KnownConfusionMatrices known -> Optional.empty();
                case MethodSpec.JointEstimation joint -> Optional.empty();
            };
        }

        /// Asking for `auto` and asking for what it stands for here is the same training, so the same recipe.
        private static TrainingSpec onDevice(TrainingSpec asked, EngineSpec engine) {
            return asked.device() == TrainingSpec.Device.AUTO ? asked.on(present(engine)) : asked;
        }

        private static TrainingSpec.Device present(EngineSpec engine) {
            return switch (engine.device()) {
                case "cpu" -> TrainingSpec.Device.CPU;
                case "gpu" -> TrainingSpec.Device.GPU;
                default -> throw new IllegalArgumentException(
                        "an engine's device is cpu or gpu, was \"" + engine.device() + "\"");
            };
        }

        private static String label(TrainingSpec.Device device) {
            return switch (device) {
                case CPU -> "cpu";
                case GPU -> "gpu";
                case AUTO -> throw new IllegalStateException("auto was to be resolved before");
            };
        }
    }

    /// What a fusion is called in a step's id: its kind, and where two fusions of one kind stand side by side also the
    /// first method, by name, that uses it: `staple`, or `staple-pooled-cnn`.
    private static final class FusionLabels {

        private FusionLabels() {}

        static Map<FusionSpec, String> of(Map<FusionSpec, List<String>> users) {
            Map<FusionSpec, String> labels = new LinkedHashMap<>();
            users.forEach((fusion, names) -> {
                boolean alone = users.keySet().stream().filter(other -> kind(other).equals(kind(fusion))).count() == 1;
                labels.put(fusion, alone ? kind(fusion) : kind(fusion) + "-" + names.getFirst());
            });
            return labels;
        }

        private static String kind(FusionSpec fusion) {
            return String.valueOf(RecordFormat.write(fusion).get("kind"));
        }
    }
}
