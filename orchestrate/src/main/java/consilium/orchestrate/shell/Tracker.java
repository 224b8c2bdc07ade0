package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.work.EventHandler;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Hears every fact of the chain and hands it to [Following].
@Singleton
class Tracker implements EventHandler {

    private final Following following;

    Tracker(Following following) {
        this.following = following;
    }

    @Override
    public String group() {
        return "orchestrate-tracker";
    }

    @Override
    public Set<Fact> facts() {
        return EnumSet.of(
                Fact.DATASET_INGESTED,
                Fact.ANNOTATIONS_SIMULATED,
                Fact.LABELS_FUSED,
                Fact.MODEL_TRAINED,
                Fact.MODEL_EVALUATED,
                Fact.MODEL_DEPLOYED,
                Fact.STAGE_FAILED);
    }

    @Override
    public int atOnce() {
        return 100;
    }

    @Override
    public void onAll(List<Event> events) {
        List<Event.StepDone> facts = events.stream()
                .filter(Event.StepDone.class::isInstance)
                .map(Event.StepDone.class::cast)
                .filter(fact -> fact.done().isPresent())
                .toList();
        if (facts.size() < events.size() || !following.doneTogether(facts)) {
            events.forEach(this::on);
        }
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.StepDone told -> {
                if (told.done().isPresent()) {
                    following.done(told);
                }
            }
            case Event.StageFailed failed -> following.failed(failed);
            case Event.ExperimentRequested other -> {
            }
            case Event.StageProgressed other -> {
            }
            case Event.ExperimentCompleted other -> {
            }
            case Event.AnnotationsSubmitted other -> {
            }
            case Event.DatasetGrown other -> {
            }
            case Event.AnnotatorsAssessed other -> {
            }
            case Event.AnnotatorDrifted other -> {
            }
        }
    }
}
