package consilium.orchestrate.shell.standing;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.work.EventHandler;
import jakarta.inject.Singleton;
import java.util.Set;

/// Hears how data sets grow.
@Singleton
class GrowthListener implements EventHandler {

    private final Standings standings;

    GrowthListener(Standings standings) {
        this.standings = standings;
    }

    @Override
    public String group() {
        return "orchestrate-growth";
    }

    @Override
    public Set<Fact> facts() {
        return Set.of(Fact.DATASET_GROWN);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.DatasetGrown grown) {
            standings.grown(grown);
        }
    }
}
