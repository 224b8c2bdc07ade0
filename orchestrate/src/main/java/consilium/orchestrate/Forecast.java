package consilium.orchestrate;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What would happen if a plan ran now: which steps are in the ledger already, and why the others are not.
///
/// Every output of a recorded execution is read and compared with its name, as a run would do. Nothing is changed.
public final class Forecast {

    private final Ledger ledger;
    private final ArtefactStore store;
    private final PastExecutions past;

    public Forecast(Ledger ledger, ArtefactStore store, PastExecutions past) {
        this.ledger = ledger;
        this.store = store;
        this.past = past;
    }

    /// Whether a step would be made.
    public enum Status {
        /// Recorded, every output intact.
        HIT,
        /// To be made.
        MISS,
        /// Its inputs are not made yet, so its recipe is not known.
        UNKNOWN
    }

    /// One step, foretold.
    ///
    /// @param depth  steps above it
    /// @param recipe where it is known
    /// @param why    for a person
    public record Line(Step step, int depth, Optional<Digest> recipe, Status status, String why) {}

    /// One line per step, parents first.
    public List<Line> of(Plan plan) {
        List<Line> lines = new ArrayList<>();
        plan.roots().forEach(root -> foretell(root, 0, Map.of(), lines));
        return lines;
    }

    private void foretell(Step step, int depth, Map<String, Input> scope, List<Line> lines) {
        Verdict verdict = verdict(step, scope);
        lines.add(new Line(step, depth, verdict.recipe(), verdict.status(), verdict.why()));
        Map<String, Input> below = new LinkedHashMap<>(scope);
        RolesMade.by(step.spec()).forEach(role -> below.put(role, new ToBeMade(step.id())));
        verdict.outputs().forEach((role, digest) -> below.put(role, new Made(digest)));
        step.children().forEach(child -> foretell(child, depth + 1, below, lines));
    }

    private Verdict verdict(Step step, Map<String, Input> scope) {
        TreeSet<String> awaited = new TreeSet<>();
        Map<String, Digest> inputs = new LinkedHashMap<>();
        for (String role : step.spec().reads()) {
            switch (scope.get(role)) {
                case Made made -> inputs.put(role, made.digest());
                case ToBeMade unmade -> awaited.add(unmade.step());
                case null -> throw new Problem.InputUnavailable(step.id(), role, List.copyOf(scope.keySet()))
                        .toException();
            }
        }
        return awaited.isEmpty()
                ? lookUp(step, step.recipe(inputs, Map.of()))
                : Verdict.unknown("depends on " + String.join(" and ", awaited) + ", to be made first");
    }

    private Verdict lookUp(Step step, Recipe recipe) {
        Optional<Execution> recorded = ledger.find(recipe.digest());
        if (recorded.isPresent()) {
            return recorded(recipe.digest(), recorded.get(), "recorded, every output intact");
        }
        List<Execution> similar = past.ofSlice(recipe.stage(), recipe.slice());
        return step.stage() == StageName.INGEST
                ? ingestion(recipe, similar)
                : Verdict.miss(recipe.digest(), whyNot(recipe, similar));
    }

    /// What an ingestion reads from files is known to the ingest service alone, so its recipe is not known here: the
    /// newest ingestion of the same slice stands for it.
    private Verdict ingestion(Recipe recipe, List<Execution> similar) {
        return similar.stream()
                .filter(execution -> execution.recipe().revision() == recipe.revision())
                .findFirst()
                .map(execution -> recorded(
                        execution.recipe().digest(),
                        execution,
                        "recorded, every output intact; holds as long as the files it read are unchanged ("
                                + String.join(", ", new TreeSet<>(execution.recipe().inputs().keySet())) + ")"))
                .orElseGet(() -> Verdict.missOfUnknownRecipe(
                        similar.isEmpty() ? "this data set was never ingested" : whyNot(recipe, similar)));
    }

    /// What is remade keeps its digests, so the steps below a damaged output are foretold from the recorded ones.
    private Verdict recorded(Digest recipe, Execution execution, String whyHit) {
        return execution.outputs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(output -> damage(output.getKey(), output.getValue()).stream())
                .findFirst()
                .map(damage -> new Verdict(Optional.of(recipe), Status.MISS, damage, execution.outputs()))
                .orElseGet(() -> new Verdict(Optional.of(recipe), Status.HIT, whyHit, execution.outputs()));
    }

    private Optional<String> damage(String role, Digest output) {
        String subject = "the output " + role + " of the recorded execution is ";
        try {
            return store.artefact(output)
                    .damage()
                    .map(found -> subject + "damaged (" + found.part() + ": " + found.why() + ")");
        } catch (ProblemException e) {
            return switch (e.problem()) {
                case Problem.ArtefactMissing missing -> Optional.of(subject + "missing");
                case Problem.ArtefactDamaged found ->
                    Optional.of(subject + "damaged (" + found.part() + ": " + found.why() + ")");
                default -> throw e;
            };
        }
    }

    private static String whyNot(Recipe recipe, List<Execution> similar) {
        List<Execution> current = similar.stream()
                .filter(execution -> execution.recipe().revision() == recipe.revision())
                .toList();
        if (current.isEmpty()) {
            return similar.isEmpty()
                    ? "no execution of this recipe"
                    : "the same slice was made by revision " + similar.getFirst().recipe().revision()
                            + " of the stage, it is now at " + recipe.revision();
        }
        return current.stream()
                .map(execution -> differing(recipe, execution.recipe()))
                .min(Comparator.comparingInt(List::size))
                .map(roles -> "the same slice was made from other inputs: " + String.join(", ", roles)
                        + (roles.size() == 1 ? " differs" : " differ"))
                .orElseThrow();
    }

    private static List<String> differing(Recipe recipe, Recipe other) {
        return Stream.concat(recipe.inputs().keySet().stream(), other.inputs().keySet().stream())
                .distinct()
                .sorted()
                .filter(role -> !Optional.ofNullable(recipe.inputs().get(role))
                        .equals(Optional.ofNullable(other.inputs().get(role))))
                .toList();
    }

    /// An artefact in scope: known by its digest, or still to come.
    private sealed interface Input {}

    private record Made(Digest digest) implements Input {}

    private record ToBeMade(String step) implements Input {}

    /// @param outputs known for the steps below
    private record Verdict(Optional<Digest> recipe, Status status, String why, Map<String, Digest> outputs) {

        static Verdict unknown(String why) {
            return new Verdict(Optional.empty(), Status.UNKNOWN, why, Map.of());
        }

        static Verdict miss(Digest recipe, String why) {
            return new Verdict(Optional.of(recipe), Status.MISS, why, Map.of());
        }

        static Verdict missOfUnknownRecipe(String why) {
            return new Verdict(Optional.empty(), Status.MISS, why, Map.of());
        }
    }
}
