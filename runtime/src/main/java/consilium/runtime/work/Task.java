package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Done;
import consilium.kernel.event.Event.Outcome;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A step that was asked for, its recipe known.
///
/// @param asked the event that asks for it
record Task<S extends StageSpec>(Stage<S> stage, S slice, Step step, Recipe recipe, Event.StepDone asked) {

    /// @throws consilium.kernel.problem.ProblemException when a declared input is not in scope, or a source is not there
    static <S extends StageSpec> Task<S> of(Stage<S> stage, Event.StepDone asked, Step step) {
        S slice = stage.slice().cast(step.spec());
        return new Task<>(stage, slice, step, step.recipe(asked.scope(), stage.sources(slice)), asked);
    }

    String experiment() {
        return asked.experiment();
    }

    /// What the stage reads of the spec, as a tree.
    Map<String, @Nullable Object> sliceTree() {
        return RecordFormat.write(slice);
    }

    boolean verifies() {
        return asked.mode() == Event.Mode.VERIFY;
    }

    Made make(Inputs inputs, Workshop workshop) {
        return stage.make(slice, inputs, workshop);
    }

    /// One event for each child, a single one at a leaf.
    ///
    /// @param outputs   with which the children go on
    /// @param execution whose summary and time are told
    List<Event> events(Outcome outcome, Map<String, Digest> outputs, Execution execution, List<String> differs) {
        Done done = new Done(
                step.id(),
                step.stage(),
                step.method(),
                step.repeat(),
                recipe.digest(),
                outcome,
                outputs,
                execution.summary(),
                execution.millis(),
                differs);
        Map<String, Digest> scope = new LinkedHashMap<>(asked.scope());
        scope.putAll(outputs);
        if (step.children().isEmpty()) {
            return List.of(told(done, Optional.empty(), scope));
        }
        return step.children().stream()
                .map(child -> told(done, Optional.of(child), scope))
                .toList();
    }

    private Event told(Done done, Optional<Step> next, Map<String, Digest> scope) {
        return new Event.StepDone(
                experiment(), asked.mode(), Optional.of(done), next, scope, next.flatMap(child -> asked.execution()));
    }
}
