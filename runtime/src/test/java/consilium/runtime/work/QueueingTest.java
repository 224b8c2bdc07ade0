package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.ExecutionSpec.PerStage;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.SplitSpec;
import consilium.kernel.spec.Timespan;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Workshop;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.ledger.Cancellations;
import consilium.runtime.queue.QueueLength;
import consilium.runtime.queue.QueuedStep;
import consilium.runtime.queue.StepQueue;
import consilium.runtime.queue.Turn;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Steps that wait for their turn, on a real broker and database. Ingestion has one slot here and no limit, fusion four
/// slots here and two in the whole installation.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(QueueingTest.Narrow.class)
class QueueingTest {

    private static final AtomicInteger NUMBER = new AtomicInteger(500_000);

    @Inject
    Topics topics;

    @Inject
    Publisher publisher;

    @Inject
    Workers workers;

    @Inject
    StepQueue queue;

    @Inject
    CloudEvents events;

    @Inject
    Cancellations cancellations;

    /// Fewer slots for fusion in the whole installation than in this process.
    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "consilium.fuse.slots", "4",
                    "consilium.queue.slots.fuse", "2",
                    "consilium.queue.patience", "300ms");
        }
    }

    @BeforeEach
    void ready() {
        await().atMost(Duration.ofSeconds(30)).until(workers::ready);
    }

    @Test
    void theInstallationsLimitHoldsWhereAProcessHasMoreSlots() {
        Gauge gauge = new Gauge();
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 12; i++) {
            askForFusion("limit-" + i, ExecutionSpec.STANDARD, gauge.untilTwo(done, "limit-" + i));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> done.size() == 12);
        assertThat(gauge.most.get()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(10)).until(() -> queue.lengths().isEmpty());
    }

    @Test
    void anExperimentsOwnLimitHolds() {
        Gauge gauge = new Gauge();
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        ExecutionSpec one = new ExecutionSpec(
                Priority.NORMAL,
                Map.of("fuse", new PerStage(Optional.of(1), Optional.empty(), Optional.empty(), Optional.empty())));
        for (int i = 0; i < 6; i++) {
            askForFusion("modest", one, gauge.during(Duration.ofMillis(60), done, "step-" + i));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> done.size() == 6);
        assertThat(gauge.most.get()).isEqualTo(1);
    }

    /// The topic holds forty others when it comes.
    @Test
    void anUrgentStepOvertakesASweepThatWaitsInTheTopic() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Gauge gauge = new Gauge();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        askForIngestion("sweep-first", Priority.NORMAL, (making, inputs, workshop) -> {
            begun.countDown();
            first.await();
            return ToyStages.made(workshop, "annotations", "first");
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> begun.getCount() == 0);
        for (int i = 0; i < 40; i++) {
            askForIngestion("sweep-" + i, Priority.NORMAL, gauge.during(Duration.ofMillis(30), done, "sweep"));
        }
        askForIngestion("urgent", Priority.URGENT, gauge.during(Duration.ofMillis(30), done, "urgent"));
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> length(StageName.INGEST).ready(), is(41));
            await().until(
                    () -> RestAssured.get("/q/metrics").asString(),
                    containsString("consilium_queue_steps{stage=\"ingest\",state=\"waiting\"} 41"));
        } finally {
            first.countDown();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> done.size() == 41);
        assertThat(done.indexOf("urgent")).isLessThanOrEqualTo(1);
        await().atMost(Duration.ofSeconds(10)).until(() -> length(StageName.INGEST).equals(QueueLength.NONE));
    }

    /// Whoever takes it first in this test stands for a process that is killed then.
    @Test
    void aStepThatDiedWithItsWorkerIsDoneByAnother() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Optional<Turn> dead = Optional.empty();
        while (dead.isEmpty()) {
            done.clear();
            queue.put(List.of(queuedFusion(
                    "orphan", (making, inputs, workshop) -> {
                        done.add("orphan");
                        return ToyStages.made(workshop, "labels", "orphan");
                    })));
            dead = queue.take(StageName.FUSE, "killed", Duration.ofMillis(600));
        }
        assertThat(done).isEmpty();

        await().atMost(Duration.ofSeconds(10)).until(() -> done.equals(List.of("orphan")));
        await().atMost(Duration.ofSeconds(10)).until(() -> queue.lengths().isEmpty());
    }

    @Test
    void anAttemptThatTakesTooLongIsStoppedAndCountsAsFailed() {
        ExecutionSpec execution = new ExecutionSpec(
                Priority.NORMAL,
                Map.of("fuse", new PerStage(
                        Optional.empty(),
                        Optional.of(2),
                        Optional.of(new Timespan("50ms")),
                        Optional.of(new Timespan("300ms")))));
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        askForFusion("slow", execution, (making, inputs, workshop) -> {
            attempts.incrementAndGet();
            never.await();
            return ToyStages.made(workshop, "labels", "never");
        });

        ConsumerRecord<String, byte[]> letter = deadFusion("slow");
        assertThat(header(letter, "consilium-problem"))
                .contains("timed-out", "was stopped after 300ms", "execution.stages.fuse.timeout");
        assertThat(header(letter, "consilium-attempt")).isEqualTo("2");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aTimeOutReachesWorkThatOnlyReportsItsProgress() {
        ExecutionSpec execution = new ExecutionSpec(
                Priority.NORMAL,
                Map.of("fuse", new PerStage(
                        Optional.empty(), Optional.of(1), Optional.empty(), Optional.of(new Timespan("200ms")))));
        askForFusion("busy", execution, (making, inputs, workshop) -> spin(workshop));

        assertThat(header(deadFusion("busy"), "consilium-problem")).contains("timed-out");
    }

    @Test
    void aSpecsAttemptsAndPausesTakeThePlaceOfTheStandard() {
        ExecutionSpec execution = new ExecutionSpec(
                Priority.NORMAL,
                Map.of("fuse", new PerStage(
                        Optional.empty(), Optional.of(3), Optional.of(new Timespan("400ms")), Optional.empty())));
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        askForFusion("thrice", execution, (making, inputs, workshop) -> {
            times.add(System.nanoTime());
            throw new IllegalStateException("never");
        });

        ConsumerRecord<String, byte[]> letter = deadFusion("thrice");
        assertThat(header(letter, "consilium-attempt")).isEqualTo("3");
        assertThat(header(letter, "consilium-topic")).isEqualTo(topics.of(Fact.DATASET_INGESTED));
        assertThat(times).hasSize(3);
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(Duration.ofNanos(times.get(2) - times.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    /// Whoever has a pause before its next attempt has no slot.
    @Test
    void aStepBetweenTwoAttemptsIsInNobodysWay() {
        ExecutionSpec patient = new ExecutionSpec(
                Priority.NORMAL,
                Map.of("fuse", new PerStage(
                        Optional.empty(), Optional.of(2), Optional.of(new Timespan("1h")), Optional.empty())));
        for (int i = 0; i < 4; i++) {
            askForFusion("patient-" + i, patient, (making, inputs, workshop) -> {
                throw new IllegalStateException("once");
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> length(StageName.FUSE).later() == 4);
        CountDownLatch quick = new CountDownLatch(1);
        askForFusion("quick", ExecutionSpec.STANDARD, (making, inputs, workshop) -> {
            quick.countDown();
            return ToyStages.made(workshop, "labels", "quick");
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> quick.getCount() == 0);
        for (int i = 0; i < 4; i++) {
            cancellations.cancel("patient-" + i);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.lengths().isEmpty());
    }

    /// Nobody would end sooner by turns.
    @Test
    void aSweepOfEqualsIsNotQueued() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Gauge gauge = new Gauge();
        for (int i = 0; i < 30; i++) {
            askForIngestion("equal-" + i, Priority.NORMAL, gauge.during(Duration.ofMillis(50), done, "equal"));
        }

        List<Integer> waiting = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            waiting.add(length(StageName.INGEST).waiting());
            return done.size() == 30;
        });
        assertThat(waiting).containsOnly(0);
    }

    /// One experiment has forty steps waiting when another comes with one.
    @Test
    void aSingleStepOvertakesAnExperimentWithMany() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Gauge gauge = new Gauge();
        for (int i = 0; i < 40; i++) {
            askForIngestion("many", Priority.NORMAL, gauge.during(Duration.ofMillis(50), done, "many"));
        }
        askForIngestion("single", Priority.NORMAL, gauge.during(Duration.ofMillis(50), done, "single"));

        await().atMost(Duration.ofSeconds(30)).until(() -> done.size() == 41);
        assertThat(done.indexOf("single")).isLessThan(35);
        await().atMost(Duration.ofSeconds(10)).until(() -> length(StageName.INGEST).equals(QueueLength.NONE));
    }

    private static Made spin(Workshop workshop) {
        for (int i = 0; i < Integer.MAX_VALUE; i++) {
            workshop.progress(i, 0, "turn");
            Thread.onSpinWait();
        }
        throw new IllegalStateException("nobody stopped it");
    }

    /// How many work at once.
    private static final class Gauge {

        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        /// Works a while after another has worked beside it.
        ToyStages.Behaviour untilTwo(List<String> done, String name) {
            return (making, inputs, workshop) -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                for (int nap = 0; nap < 500 && most.get() < 2; nap++) {
                    Thread.sleep(20);
                }
                Thread.sleep(60);
                now.decrementAndGet();
                done.add(name);
                return ToyStages.made(workshop, "labels", name);
            };
        }

        ToyStages.Behaviour during(Duration work, List<String> done, String name) {
            return (making, inputs, workshop) -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.sleep(work);
                now.decrementAndGet();
                done.add(name);
                return ToyStages.made(workshop, inputs.has("annotations") ? "labels" : "annotations", name);
            };
        }
    }

    private QueueLength length(StageName stage) {
        return queue.lengths().getOrDefault(stage, QueueLength.NONE);
    }

    private void askForIngestion(String experiment, Priority priority, ToyStages.Behaviour behaviour) {
        int number = NUMBER.incrementAndGet();
        StageSpec.Ingest slice = new StageSpec.Ingest(
                new DatasetSpec.Phantoms(3, 16, 16, 1, 0.1, 0.5, new SplitSpec(0.2, 0.2)), number);
        ToyStages.when(slice, behaviour);
        Step step = new Step("ingest-" + number, slice, Optional.empty(), 0, List.of());
        publisher.tell(new Event.StepDone(
                experiment, Mode.REUSE, Optional.empty(), Optional.of(step), Map.of(),
                Optional.of(new ExecutionSpec(priority, Map.of()))));
    }

    /// An ingestion that is made at once, and the fusion that follows it under the execution's rules.
    private void askForFusion(String experiment, ExecutionSpec execution, ToyStages.Behaviour behaviour) {
        int number = NUMBER.incrementAndGet();
        StageSpec.Fuse fuse = new StageSpec.Fuse(new FusionSpec.Staple(number, 0, 1, false));
        ToyStages.when(fuse, behaviour);
        Step leaf = new Step("ingest/fuse-" + number, fuse, Optional.of("staple"), 0, List.of());
        StageSpec.Ingest ingest = new StageSpec.Ingest(
                new DatasetSpec.Phantoms(3, 16, 16, 1, 0.1, 0.5, new SplitSpec(0.2, 0.2)), 999_999);
        Step first = new Step("ingest", ingest, Optional.empty(), 0, List.of(leaf));
        publisher.tell(new Event.StepDone(
                experiment, Mode.REUSE, Optional.empty(), Optional.of(first), Map.<String, Digest>of(),
                Optional.of(execution)));
    }

    private QueuedStep queuedFusion(String experiment, ToyStages.Behaviour behaviour) {
        int number = NUMBER.incrementAndGet();
        StageSpec.Fuse fuse = new StageSpec.Fuse(new FusionSpec.Staple(number, 0, 1, false));
        ToyStages.when(fuse, behaviour);
        Step step = new Step("fuse-" + number, fuse, Optional.empty(), 0, List.of());
        Event.StepDone event = new Event.StepDone(
                experiment, Mode.REUSE, Optional.empty(), Optional.of(step), Map.of("annotations", Digest.of("some")));
        ProducerRecord<String, byte[]> message =
                Publisher.structured(topics.of(event.fact()), event.key(), events.write(event));
        return new QueuedStep(
                event.id(), StageName.FUSE, experiment, step.id(), Priority.NORMAL, Optional.empty(), message.topic(),
                0, 0, message.key(), message.value(),
                Map.of("content-type", message.headers().lastHeader("content-type").value()), 0, Duration.ZERO);
    }

    private ConsumerRecord<String, byte[]> deadFusion(String experiment) {
        try (Listener dead = new Listener(topics.servers(), topics.dead("fuse"))) {
            return dead.message(message -> message.key().startsWith(experiment + "/"));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
