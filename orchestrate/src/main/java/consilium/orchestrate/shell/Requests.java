package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.kernel.problem.Report;
import consilium.orchestrate.ExperimentId;
import consilium.runtime.work.EventHandler;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/// Takes up requested experiments, whoever asks: the API through the outbox, or any sender of CloudEvents.
///
/// A request that cannot be taken up goes to the dead letters; where its id is new it also stands as a failed
/// experiment, so that whoever asks for it learns why.
@Singleton
class Requests implements EventHandler {

    private final Beginning beginning;
    private final FrontDoor door;

    Requests(Beginning beginning, FrontDoor door) {
        this.beginning = beginning;
        this.door = door;
    }

    @Override
    public String group() {
        return "orchestrate";
    }

    @Override
    public Set<Fact> facts() {
        return Set.of(Fact.EXPERIMENT_REQUESTED);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.ExperimentRequested requested) {
            takeUp(requested);
        }
    }

    private void takeUp(Event.ExperimentRequested requested) {
        ExperimentId id = ExperimentId.given(requested.experiment());
        beginning.begin(Request.of(id, requested));
    }

    /// Tells its own event where an experiment ended by it.
    @Override
    public List<Event> onDead(Event event, int attempt, Report problem) {
        if (event instanceof Event.ExperimentRequested requested) {
            ExperimentId.parse(requested.experiment()).ifPresent(id -> door.refuse(id, requested, problem));
        }
        return List.of();
    }
}
