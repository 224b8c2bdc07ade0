package consilium.orchestrate.standing;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.Range;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.ExperimentSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.orchestrate.SpecReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An experiment that stands by a data set that grows: each image whose annotations changed is fused again, the annotators
/// are assessed, and the whole experiment is run when the trigger says so.
///
/// @param experiment with a data set of kind `growing` and no version: each run fills in the one it is about
/// @param consensus  the method whose fusion the annotators are compared with; absent: the first by name that fuses image by
///                   image
/// @param drift      when an annotator has drifted; absent: never
public record StandingSpec(
        @About("Short name; part of addresses") String name,
        @About("What is run; its data set is of kind growing, without a version") ExperimentSpec experiment,
        @About("When it is run") Trigger trigger,
        @About("The method whose fusion annotators are compared with") Optional<String> consensus,
        @About("When an annotator has drifted; absent: never") Optional<Drift> drift) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

    public StandingSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name is 1 to 64 lower-case letters, digits, dots, dashes or underscores,"
                            + " starting and ending with a letter or digit, was \"" + name + "\"");
        }
        requireGrowing(experiment);
        consensus.ifPresent(method -> requireFusedByImage(experiment, method));
        if (fusionsByMethod(experiment).isEmpty()) {
            throw new IllegalArgumentException("experiment.methods must fuse image by image in at least one method: a"
                    + " pooled fusion changes every image with every annotation");
        }
    }

    /// When the whole experiment is run.
    ///
    /// @param every          so many annotations after the last run
    /// @param atMostSeconds  no sooner than so long after the last run, whatever else is asked for
    /// @param agreementBelow when the mean Dice of the annotators with the consensus falls below
    public record Trigger(
            @About("So many annotations after the last run") @Range(min = 1, max = 1e9) Optional<Integer> every,
            @About("No sooner than so many seconds after the last run") @Default("0") @Range(min = 0, max = 1e9) long atMostSeconds,
            @About("When the mean Dice of the annotators with the consensus falls below") @Range(min = 0, max = 1) Optional<Double> agreementBelow) {
        public Trigger {
            if (every.isEmpty() && agreementBelow.isEmpty()) {
                throw new IllegalArgumentException("must say every so many annotations, or agreementBelow, or both");
            }
        }

        /// Why to run now; empty: there is no reason, or it is too soon.
        ///
        /// @param annotations  since the last run
        /// @param fell         whether the agreement fell below the bound since the last run
        /// @param sinceLastRun seconds; empty before the first run
        public Optional<String> why(long annotations, boolean fell, Optional<Long> sinceLastRun) {
            if (sinceLastRun.filter(seconds -> seconds < atMostSeconds).isPresent()) {
                return Optional.empty();
            }
            if (fell && agreementBelow.isPresent()) {
                return Optional.of("agreement fell below " + agreementBelow.get());
            }
            return every.filter(bound -> annotations >= bound).map(bound -> annotations + " annotations");
        }
    }

    /// When an annotator has drifted: the mean Dice with the consensus over their newest images differs from that over
    /// their earlier ones by more than the bound.
    ///
    /// @param window newest images; as many earlier ones are needed before anything is said
    public record Drift(
            @About("How many of an annotator's newest images count as new") @Default("20") @Range(min = 1, max = 100000) int window,
            @About("Largest difference of mean Dice that is no drift") @Default("0.1") @Range(min = 0, max = 1) double bound) {}

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid`, with every violation found
    public static StandingSpec read(@Nullable Object tree) {
        try {
            StandingSpec spec = RecordFormat.read(StandingSpec.class, tree);
            SpecReader.read(RecordFormat.write(spec.experiment()));
            return spec;
        } catch (InvalidTreeException e) {
            throw new Problem.SpecInvalid("standing experiment", e.violations()).toException(e);
        }
    }

    public DatasetSpec.Growing dataset() {
        return (DatasetSpec.Growing) experiment.dataset();
    }

    public Digest digest() {
        return Canonical.digest(RecordFormat.write(this));
    }

    /// The different fusions that work image by image, in the order of their methods' names.
    public List<FusionSpec> fusions() {
        return fusionsByMethod(experiment).values().stream().distinct().toList();
    }

    /// Which of the fusions annotators are compared with.
    public int consensusFusion() {
        Map<String, FusionSpec> byMethod = fusionsByMethod(experiment);
        FusionSpec fusion = consensus.map(byMethod::get).orElseGet(() -> byMethod.values().iterator().next());
        return fusions().indexOf(fusion);
    }

    /// The experiment as of a version of the data set.
    public ExperimentSpec at(long version) {
        return new ExperimentSpec(
                experiment.name(), experiment.description(), experiment.seed(), dataset().at(version),
                experiment.annotations(), experiment.methods(), experiment.training(), experiment.evaluation(),
                experiment.repeats(), experiment.gate(), experiment.goldStandard(), experiment.execution());
    }

    private static void requireGrowing(ExperimentSpec experiment) {
        if (!(experiment.dataset() instanceof DatasetSpec.Growing growing)) {
            throw new IllegalArgumentException("experiment.dataset must be of kind growing");
        }
        if (growing.version().isPresent() || growing.image().isPresent()) {
            throw new IllegalArgumentException(
                    "experiment.dataset must name neither a version nor an image: each run fills in its version");
        }
        if (!experiment.annotations().recorded() || experiment.annotations().needSimulation()) {
            throw new IllegalArgumentException("experiment.annotations must be recorded, none simulated, all kept");
        }
    }

    private static void requireFusedByImage(ExperimentSpec experiment, String method) {
        if (!fusionsByMethod(experiment).containsKey(method)) {
            throw new IllegalArgumentException("consensus must be a method that fuses image by image, one of "
                    + String.join(", ", fusionsByMethod(experiment).keySet()) + ", was \"" + method + "\"");
        }
    }

    private static Map<String, FusionSpec> fusionsByMethod(ExperimentSpec experiment) {
        Map<String, FusionSpec> fusions = new LinkedHashMap<>();
        new TreeMap<>(experiment.methods()).forEach((name, method) -> fusionOf(method)
                .filter(fusion -> !(fusion instanceof FusionSpec.Pooling pooling && pooling.pooled()))
                .ifPresent(fusion -> fusions.put(name, fusion)));
        return fusions;
    }

    private static Optional<FusionSpec> fusionOf(MethodSpec method) {
        return switch (method) {
            case MethodSpec.Fusion fusion -> Optional.of(fusion.fusion());
            case MethodSpec.Cnn cnn -> Optional.of(cnn.fusion());
            case MethodSpec.Learning other -> Optional.empty();
        };
    }
}
