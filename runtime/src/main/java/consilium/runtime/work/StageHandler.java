package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Report;
import consilium.kernel.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One stage on the queue: of the facts it follows, those whose next step is its own.
final class StageHandler implements EventHandler {

    private final Stage<?> stage;
    private final StageRunner runner;

    StageHandler(Stage<?> stage, StageRunner runner) {
        this.stage = stage;
        this.runner = runner;
    }

    StageName stage() {
        return stage.name();
    }

    @Override
    public String group() {
        return stage.name().label();
    }

    @Override
    public Set<Fact> facts() {
        return stage.name().follows();
    }

    @Override
    public boolean concerns(Event event) {
        return next(event).isPresent();
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StepDone told && next(event).isPresent()) {
            runner.run(stage, told, next(event).get());
        }
    }

    @Override
    public Retries retries(Event event, Retries standard) {
        return event instanceof Event.StepDone told ? standard.or(told.conduct().of(stage.name())) : standard;
    }

    @Override
    public List<Event> onDead(Event event, int attempt, Report problem) {
        return next(event).stream()
                .<Event>map(step -> new Event.StageFailed(
                        event.experiment(), step.id(), stage.name(), step.method(), attempt, problem))
                .toList();
    }

    @Override
    public List<Event> onUnreadable(String key, int attempt, Report problem) {
        String experiment = key.isEmpty() ? "unknown" : key.replaceFirst("/.*", "");
        return List.of(new Event.StageFailed(
                experiment, stage.name().label(), stage.name(), Optional.empty(), attempt, problem));
    }

    private Optional<Step> next(Event event) {
        StageName name = stage.name();
        return event instanceof Event.StepDone told ? told.next().filter(step -> step.stage() == name)
                : Optional.empty();
    }
}
