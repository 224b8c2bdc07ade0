package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The repeats of an experiment's methods, by the steps that scored them.
///
/// @param steps all of the experiment's
record Repeats(List<StepView> steps) {

    static Repeats of(Answer experiment) {
        return new Repeats(experiment.list("steps").stream().map(StepView::of).toList());
    }

    /// One repeat of a method.
    ///
    /// @param number     from 0
    /// @param evaluation artefact of its scores; absent where it has none
    /// @param model      artefact that was scored; absent where nothing was trained
    /// @param failure    why it has no scores: `train ours, repeat 2: the loss was NaN`; absent too where it was cancelled
    record Repeat(int number, Optional<String> evaluation, Optional<String> model, Optional<String> failure) {}

    List<Repeat> of(String method) {
        return steps.stream()
                .filter(step -> step.method().equals(method) && step.stage().equals("evaluate"))
                .sorted(Comparator.comparingInt(StepView::repeat))
                .map(this::repeat)
                .toList();
    }

    private Repeat repeat(StepView evaluation) {
        List<StepView> way = way(evaluation);
        return new Repeat(
                evaluation.repeat(),
                Optional.ofNullable(evaluation.outputs().get("evaluation")),
                way.stream().flatMap(step -> Optional.ofNullable(step.outputs().get("model")).stream()).findFirst(),
                way.stream()
                        .filter(step -> step.state().equals("failed"))
                        .map(step -> step.name() + ": " + step.problem())
                        .findFirst());
    }

    /// The step and those above it, which its id begins with.
    private List<StepView> way(StepView step) {
        List<StepView> way = new ArrayList<>(List.of(step));
        steps.stream().filter(above -> step.step().startsWith(above.step() + "/")).forEach(way::add);
        return way;
    }
}
