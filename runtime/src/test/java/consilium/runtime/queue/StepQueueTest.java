package consilium.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import consilium.kernel.plan.StageName;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.runtime.ledger.Cancellations;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The queue in a real database, of stages for which nobody works here: several takers stand for several processes.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(StepQueueTest.Limits.class)
class StepQueueTest {

    private static final Duration LEASE = Duration.ofSeconds(20);

    @Inject
    StepQueue queue;

    @Inject
    WaitingReasons reasons;

    @Inject
    Cancellations cancellations;

    /// Pools of two and three slots.
    public static final class Limits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "consilium.work.enabled", "false",
                    "consilium.queue.slots.gpu", "2",
                    "consilium.queue.slots.evaluate", "3",
                    "consilium.train.takes", "gpu",
                    "consilium.deploy.takes", "gpu");
        }
    }

    @Test
    void eightTakersAtOnceNeverExceedTheLimitAndDoEveryStepOnce() throws Exception {
        queue.put(
                IntStream.range(0, 60).mapToObj(i -> step(StageName.EVALUATE, "crowd-" + i % 7, "step-" + i)).toList());
        AtomicInteger atWork = new AtomicInteger();
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        Queue<String> done = new ConcurrentLinkedQueue<>();
        try (ExecutorService takers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String worker = "worker-" + i;
                ends.add(takers.submit(() -> {
                    while (done.size() < 60) {
                        queue.take(StageName.EVALUATE, worker, LEASE).ifPresent(turn -> {
                            seen.add(atWork.incrementAndGet());
                            pause();
                            done.add(turn.step().step());
                            atWork.decrementAndGet();
                            queue.finish(turn);
                        });
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(seen).contains(3).allMatch(count -> count <= 3);
        assertThat(done).hasSize(60).doesNotHaveDuplicates();
        assertThat(queue.lengths()).doesNotContainKey(StageName.EVALUATE);
    }

    @Test
    void stagesShareAPoolAndAreToldWhatTheyWaitFor() {
        queue.put(List.of(
                step(StageName.TRAIN, "pooled", "one"),
                step(StageName.DEPLOY, "pooled", "two"),
                step(StageName.TRAIN, "pooled", "three")));

        Turn first = take(StageName.TRAIN).orElseThrow();
        Turn second = take(StageName.DEPLOY).orElseThrow();
        assertThat(take(StageName.TRAIN)).isEmpty();
        assertThat(reasons.of("pooled")).isEqualTo(
                Map.of("three", "behind limit gpu=2, 0 steps before it, priority normal"));
        queue.finish(second);
        Turn third = take(StageName.TRAIN).orElseThrow();
        assertThat(third.step().step()).isEqualTo("three");
        List.of(first, third).forEach(queue::finish);
    }

    @Test
    void aWorkerThatDiesGivesItsSlotBackAndLeavesTheStepAnAttemptOlder() {
        queue.put(List.of(step(StageName.SIMULATE, "dying", "one")));
        Turn dying = queue.take(StageName.SIMULATE, "dying", Duration.ofMillis(300)).orElseThrow();
        assertThat(take(StageName.SIMULATE)).isEmpty();

        Turn again = await().atMost(Duration.ofSeconds(10))
                .until(() -> take(StageName.SIMULATE), Optional::isPresent).orElseThrow();
        queue.finish(dying);

        assertThat(again.step().attempts()).isEqualTo(1);
        assertThat(queue.lengths().get(StageName.SIMULATE)).isEqualTo(new QueueLength(0, 0, 1));
        queue.finish(again);
    }

    @Test
    void aTurnThatIsRenewedStays() throws InterruptedException {
        queue.put(List.of(step(StageName.SIMULATE, "long", "one")));
        Turn turn = queue.take(StageName.SIMULATE, "long", Duration.ofMillis(300)).orElseThrow();
        queue.renew(List.of(turn.fence()), LEASE);
        Thread.sleep(400);

        assertThat(take(StageName.SIMULATE)).isEmpty();
        queue.finish(turn);
    }

    @Test
    void theSameStepWaitsOnce() {
        QueuedStep step = step(StageName.SIMULATE, "twice", "one");
        queue.put(List.of(step, step));
        queue.put(List.of(step));

        Turn turn = take(StageName.SIMULATE).orElseThrow();
        assertThat(take(StageName.SIMULATE)).isEmpty();
        assertThat(turn.step()).usingRecursiveComparison().isEqualTo(step);
        queue.finish(turn);
    }

    @Test
    void aStepThatFailedWaitsForItsNextAttempt() {
        queue.put(List.of(step(StageName.SIMULATE, "failing", "one")));
        Turn turn = take(StageName.SIMULATE).orElseThrow();
        queue.putBack(failed(turn.step(), Duration.ofMillis(1500)), "me");
        queue.finish(turn);

        assertThat(take(StageName.SIMULATE)).isEmpty();
        assertThat(queue.lengths().get(StageName.SIMULATE)).isEqualTo(new QueueLength(0, 1, 0));
        assertThat(reasons.of("failing").get("one")).startsWith("attempt 1 failed, the next begins at 2");
        Turn again = await().atMost(Duration.ofSeconds(10))
                .until(() -> take(StageName.SIMULATE), Optional::isPresent).orElseThrow();
        assertThat(again.step().attempts()).isEqualTo(1);
        queue.finish(again);
    }

    @Test
    void whoeverWokeTooLatePutsBackNothingThatIsAnothers() {
        queue.put(List.of(step(StageName.SIMULATE, "frozen", "one")));
        Turn frozen = queue.take(StageName.SIMULATE, "frozen", Duration.ofMillis(1)).orElseThrow();
        Turn others = await().until(() -> take(StageName.SIMULATE), Optional::isPresent).orElseThrow();
        queue.putBack(failed(frozen.step(), Duration.ZERO), "frozen");

        assertThat(take(StageName.SIMULATE)).isEmpty();
        queue.finish(others);
    }

    @Test
    void urgentGoesFirstAndEveryEighthTurnIsTheOldests() {
        queue.put(IntStream.range(0, 3).mapToObj(i -> step("old", "old-" + i, Priority.LOW)).toList());
        queue.put(IntStream.range(0, 30).mapToObj(i -> step("urgent", "urgent-" + i, Priority.URGENT)).toList());

        List<String> turns = takeAll().stream().map(turn -> turn.step().experiment()).toList();

        assertThat(turns).hasSize(33);
        List<Integer> places = IntStream.range(0, 33).filter(i -> turns.get(i).equals("old")).boxed().toList();
        assertThat(places.get(1) - places.get(0)).isEqualTo(StepQueue.ONE_IN);
        assertThat(places.get(2) - places.get(1)).isEqualTo(StepQueue.ONE_IN);
    }

    @Test
    void experimentsTakeTurnsWhoeverCameFirst() {
        queue.put(IntStream.range(0, 20).mapToObj(i -> step(StageName.FUSE, "sweep", "sweep-" + i)).toList());
        List<Turn> before = IntStream.range(0, 5).mapToObj(i -> take(StageName.FUSE).orElseThrow()).toList();
        queue.put(List.of(step(StageName.FUSE, "late", "one"), step(StageName.FUSE, "late", "two")));

        List<String> turns = IntStream.range(0, 5)
                .mapToObj(i -> take(StageName.FUSE).orElseThrow().step().experiment())
                .toList();

        // One of the turns went by age.
        assertThat(turns).startsWith("late");
        assertThat(Collections.frequency(turns, "late")).isEqualTo(2);
        assertThat(before).extracting(turn -> turn.step().experiment()).containsOnly("sweep");
    }

    @Test
    void whoeverIsDoneTakesTheNext() {
        queue.put(List.of(step(StageName.SIMULATE, "chain", "one"), step(StageName.SIMULATE, "chain", "two")));
        Turn first = take(StageName.SIMULATE).orElseThrow();
        Turn second = queue.takeAfter(first, "me", LEASE).orElseThrow();

        assertThat(List.of(first.step().step(), second.step().step())).containsExactly("one", "two");
        assertThat(queue.takeAfter(second, "me", LEASE)).isEmpty();
        assertThat(queue.lengths()).doesNotContainKey(StageName.SIMULATE);
    }

    @Test
    void anExperimentsOwnLimitHoldsAndOthersPass() {
        queue.put(List.of(
                limited("modest", "one", 1), limited("modest", "two", 1), step(StageName.SIMULATE, "other", "three")));

        Turn first = take(StageName.SIMULATE).orElseThrow();
        Turn second = take(StageName.SIMULATE).orElseThrow();
        assertThat(List.of(first.step().experiment(), second.step().experiment()))
                .containsExactlyInAnyOrder("modest", "other");
        assertThat(take(StageName.SIMULATE)).isEmpty();
        assertThat(reasons.of("modest").values()).containsExactly("behind the experiment's own limit simulate=1");
        List.of(first, second).forEach(queue::finish);
        queue.finish(take(StageName.SIMULATE).orElseThrow());
    }

    @Test
    void whatWaitsForACancelledExperimentIsForgotten() {
        queue.put(List.of(step(StageName.SIMULATE, "cancelled", "one")));
        cancellations.cancel("cancelled");
        queue.tidy();

        assertThat(take(StageName.SIMULATE)).isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Optional<Turn> take(StageName stage) {
        queue.reclaim();
        return queue.take(stage, "me", LEASE);
    }

    private List<Turn> takeAll() {
        List<Turn> turns = new ArrayList<>();
        for (Optional<Turn> turn = take(StageName.INGEST); turn.isPresent(); turn = take(StageName.INGEST)) {
            turns.add(turn.get());
            queue.finish(turn.get());
        }
        return turns;
    }

    private static QueuedStep step(String experiment, String step, Priority priority) {
        return new QueuedStep(
                experiment + "/" + step, StageName.INGEST, experiment, step, priority, Optional.empty(), "topic", 2, 17,
                experiment + "/" + step, new byte[] {1}, Map.of(), 0, Duration.ZERO);
    }

    private static QueuedStep failed(QueuedStep step, Duration pause) {
        return new QueuedStep(
                step.id(), step.stage(), step.experiment(), step.step(), step.priority(), step.concurrency(),
                step.topic(), step.partition(), step.offset(), step.key(), step.value(), step.headers(),
                step.attempts() + 1, pause);
    }

    private static QueuedStep step(StageName stage, String experiment, String step) {
        return step(stage, experiment, step, Optional.empty());
    }

    private static QueuedStep limited(String experiment, String step, int limit) {
        return step(StageName.SIMULATE, experiment, step, Optional.of(limit));
    }

    private static QueuedStep step(StageName stage, String experiment, String step, Optional<Integer> limit) {
        return new QueuedStep(
                experiment + "/" + step, stage, experiment, step, Priority.NORMAL, limit, "topic", 2, 17,
                experiment + "/" + step, new byte[] {1, 0, -1}, Map.of("content-type", new byte[] {7}), 0,
                Duration.ZERO);
    }
}
