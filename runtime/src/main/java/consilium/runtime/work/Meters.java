package consilium.runtime.work;

import consilium.kernel.event.Event.Outcome;
import consilium.kernel.plan.StageName;
import consilium.runtime.queue.QueueLength;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What the work queue counts, under `consilium_*` at `/q/metrics`.
@Singleton
final class Meters {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> queued = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// A step is done. Its time counts only when something was made.
    void executed(StageName stage, Outcome outcome, Duration took) {
        String how = outcome.name().toLowerCase(Locale.ROOT);
        registry.counter("consilium.executions", "stage", stage.label(), "outcome", how).increment();
        if (outcome != Outcome.REUSED) {
            registry.timer("consilium.execution.duration", "stage", stage.label()).record(took);
        }
    }

    /// Parts of a step's input that had been worked on before, and parts that were worked on now.
    void parts(StageName stage, int found, int made) {
        registry.counter("consilium.parts", "stage", stage.label(), "outcome", "reused").increment(found);
        registry.counter("consilium.parts", "stage", stage.label(), "outcome", "made").increment(made);
    }

    void begun(String group) {
        inFlight(group).incrementAndGet();
    }

    void ended(String group) {
        inFlight(group).decrementAndGet();
    }

    void retried(String group) {
        registry.counter("consilium.retries", "group", group).increment();
    }

    void died(String group) {
        registry.counter("consilium.dead.letters", "group", group).increment();
    }

    /// How long a stage's queue is: steps that wait, and steps at work that had to.
    void queue(StageName stage, QueueLength length) {
        queued(stage, "waiting").set(length.waiting());
        queued(stage, "working").set(length.atWork());
    }

    private AtomicInteger queued(StageName stage, String state) {
        return queued.computeIfAbsent(stage.label() + " " + state, name -> registry.gauge(
                "consilium.queue.steps",
                List.of(Tag.of("stage", stage.label()), Tag.of("state", state)),
                new AtomicInteger()));
    }

    private AtomicInteger inFlight(String group) {
        return inFlight.computeIfAbsent(group, name -> registry.gauge(
                "consilium.in.flight", List.of(Tag.of("group", name)), new AtomicInteger()));
    }
}
