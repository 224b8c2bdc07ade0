package consilium.ingest.shell.growing;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.work.EventHandler;
import jakarta.inject.Singleton;
import java.util.Set;

/// The topic's door: annotations that somebody sends as CloudEvents, and what tools' webhooks were told. What cannot be
/// accepted goes to the dead letters with its cause.
@Singleton
class AnnotationsDoor implements EventHandler {

    private final Deliveries deliveries;

    AnnotationsDoor(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /// Named after its topic, so that its dead letters are.
    @Override
    public String group() {
        return Fact.ANNOTATIONS_SUBMITTED.topic();
    }

    @Override
    public Set<Fact> facts() {
        return Set.of(Fact.ANNOTATIONS_SUBMITTED);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.AnnotationsSubmitted submitted) {
            deliveries.settle(submitted);
        }
    }
}
