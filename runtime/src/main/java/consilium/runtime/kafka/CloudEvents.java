package consilium.runtime.kafka;

import consilium.kernel.event.Event;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.Fact;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Events as CloudEvents 1.0: written as structured JSON, read in structured and in binary mode.
///
/// Source: CloudEvents 1.0.2, its JSON event format and its Kafka protocol binding. The CloudEvents `type` says which
/// record the `data` holds, so the data carry no field `kind`.
@Singleton
public final class CloudEvents {

    /// What structured mode is recognised by.
    public static final String STRUCTURED = "application/cloudevents+json";

    private final URI source;

    public CloudEvents(@ConfigProperty(name = "consilium.event-source") URI source) {
        this.source = source;
    }

    /// The whole event as JSON text.
    public String write(Event event) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("specversion", "1.0");
        written.put("id", event.id());
        written.put("source", source.toString());
        written.put("type", event.fact().type());
        written.put("subject", event.key());
        written.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        written.put("datacontenttype", "application/json");
        if (!event.experiment().isEmpty()) {
            written.put("experiment", event.experiment());
        }
        Map<String, @Nullable Object> data = RecordFormat.write(event);
        data.remove("kind");
        written.put("data", data);
        return Canonical.text(written);
    }

    /// @throws consilium.kernel.problem.ProblemException `Unreadable` when it is no CloudEvent of ours, `SpecInvalid`
    ///                                                   when its data do not fit its type
    public Event read(ConsumerRecord<String, byte[]> message) {
        CloudEvent event = CloudEvent.of(message);
        Fact fact = fact(event);
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.dataMap());
        data.remove("kind");
        if (fact == Fact.EXPERIMENT_REQUESTED) {
            data.putIfAbsent("experiment", nameOf(event));
        }
        if (fact == Fact.ANNOTATIONS_SUBMITTED) {
            data.putIfAbsent("submission", nameOf(event));
        }
        try {
            return RecordFormat.read(recordOf(fact), data);
        } catch (InvalidTreeException e) {
            throw new Problem.SpecInvalid("data of the event " + fact.type(), e.violations()).toException(e);
        }
    }

    private static Fact fact(CloudEvent event) {
        for (Fact fact : Fact.values()) {
            if (fact.type().equals(event.type())) {
                return fact;
            }
        }
        throw event.unreadable("type", "is none of ours, was \"" + event.type() + "\"; one of ours is \""
                + Fact.EXPERIMENT_REQUESTED.type() + "\"");
    }

    private static Class<? extends Event> recordOf(Fact fact) {
        return switch (fact) {
            case EXPERIMENT_REQUESTED -> Event.ExperimentRequested.class;
            case EXPERIMENT_COMPLETED -> Event.ExperimentCompleted.class;
            case ANNOTATIONS_SUBMITTED -> Event.AnnotationsSubmitted.class;
            case DATASET_GROWN -> Event.DatasetGrown.class;
            case ANNOTATORS_ASSESSED -> Event.AnnotatorsAssessed.class;
            case ANNOTATOR_DRIFTED -> Event.AnnotatorDrifted.class;
            case STAGE_PROGRESSED -> Event.StageProgressed.class;
            case STAGE_FAILED -> Event.StageFailed.class;
            case DATASET_REQUESTED, DATASET_INGESTED, ANNOTATIONS_SIMULATED, LABELS_FUSED, MODEL_TRAINED,
                    MODEL_EVALUATED,
                    MODEL_DEPLOYED ->
                Event.StepDone.class;
        };
    }

    /// A request from outside need not name itself: what makes a CloudEvent unique, source and id, names it.
    private static String nameOf(CloudEvent event) {
        return Digest.of(event.source() + "\n" + event.id()).hex().substring(0, 16);
    }
}
