package consilium.orchestrate.shell.rest;

import consilium.orchestrate.shell.Changes;
import consilium.orchestrate.shell.Experiments;
import consilium.orchestrate.shell.StepView;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// One open event stream. It asks for what is new since the version it knows, rather than listening to the facts: so it
/// tells only what is recorded, whichever process recorded it, and cannot miss anything.
final class Watch implements Runnable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final String id;
    private final Experiments experiments;
    private final Sse sse;
    private final Duration interval;
    private final MultiEmitter<? super OutboundSseEvent> out;
    private final Map<String, StepView> open = new LinkedHashMap<>();
    private String state = "";
    private long silence;

    Watch(
            String id,
            Experiments experiments,
            Sse sse,
            Duration interval,
            MultiEmitter<? super OutboundSseEvent> out) {
        this.id = id;
        this.experiments = experiments;
        this.sse = sse;
        this.interval = interval;
        this.out = out;
    }

    @Override
    public void run() {
        try {
            Changes changes = experiments.changes(id, 0);
            tell(changes);
            while (!changes.ended() && !out.isCancelled()) {
                Thread.sleep(interval);
                changes = experiments.changes(id, changes.version());
                tell(changes);
            }
            out.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.complete();
        } catch (RuntimeException e) {
            out.fail(e);
        }
    }

    /// The experiment's end comes after its last steps, its beginning before its first.
    private void tell(Changes changes) {
        if (!changes.ended()) {
            tellState(changes.state());
        }
        changes.steps().forEach(this::tellStep);
        experiments.progress(id, open.values()).forEach(this::tellStep);
        if (changes.ended()) {
            tellState(changes.state());
        }
        keepAlive();
    }

    private void tellState(String now) {
        if (!now.equals(state)) {
            state = now;
            emit("experiment", Map.of("id", id, "state", now));
        }
    }

    private void tellStep(StepView step) {
        if (step.isOpen()) {
            open.put(step.step(), step);
        } else {
            open.remove(step.step());
        }
        emit("step", step);
    }

    private void emit(String name, Object data) {
        silence = 0;
        out.emit(sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build());
    }

    /// A comment now and then, so that proxies keep the stream and a client that left is noticed.
    private void keepAlive() {
        silence += interval.toMillis();
        if (silence >= HEARTBEAT.toMillis()) {
            silence = 0;
            out.emit(sse.newEventBuilder().comment("still here").build());
        }
    }
}
