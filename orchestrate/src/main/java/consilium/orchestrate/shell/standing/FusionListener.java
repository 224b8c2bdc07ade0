package consilium.orchestrate.shell.standing;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.work.EventHandler;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/// Hears which images were fused; those of other experiments are let pass.
@Singleton
class FusionListener implements EventHandler {

    private final Standings standings;

    FusionListener(Standings standings) {
        this.standings = standings;
    }

    @Override
    public String group() {
        return "orchestrate-standing";
    }

    @Override
    public Set<Fact> facts() {
        return EnumSet.of(Fact.LABELS_FUSED, Fact.STAGE_FAILED);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StepDone done) {
            standings.fused(done);
        } else if (event instanceof Event.StageFailed failed) {
            standings.failed(failed);
        }
    }
}
