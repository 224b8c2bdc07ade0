package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.Manifest;
import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.event.Event.Outcome;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.SplitSpec;
import consilium.kernel.stage.Made;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.ledger.Cancellations;
import consilium.runtime.ledger.Lineage;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole way, on a real broker and database: from an event on a topic to the events that follow.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class WorkQueueTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Inject
    Topics topics;

    @Inject
    Publisher publisher;

    @Inject
    Ledger ledger;

    @Inject
    Lineage lineage;

    @Inject
    ArtefactStore store;

    @Inject
    Cancellations cancellations;

    @Inject
    Workers workers;

    @Inject
    StageRunner runner;

    @Inject
    Stages stages;

    @ConfigProperty(name = "consilium.store")
    Path root;

    private String experiment;
    private StageSpec.Ingest ingest;
    private StageSpec.Fuse fuse;

    @BeforeEach
    void newExperiment() {
        int number = NUMBER.incrementAndGet();
        experiment = "experiment-" + number;
        ingest = new StageSpec.Ingest(
                new DatasetSpec.Phantoms(3, 16, 16, 1, 0.1, 0.5, new SplitSpec(0.2, 0.2)), number);
        fuse = new StageSpec.Fuse(new FusionSpec.Staple(number, 0, 1, false));
        await().atMost(Duration.ofSeconds(30)).until(workers::ready);
    }

    @Test
    void threeEqualEventsAreOneExecutionAndOneAnnouncement() {
        for (int i = 0; i < 3; i++) {
            publisher.tell(asked(experiment, Mode.REUSE));
        }

        try (Listener listener = listener(Fact.LABELS_FUSED)) {
            listener.done(experiment, "ingest/fuse");
            assertThat(listener.all(experiment, Duration.ofSeconds(2))).hasSize(1);
        }
        assertThat(ToyStages.makings(ingest)).isEqualTo(1);
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
    }

    @Test
    void equalRecipeOfAnotherExperimentIsReused() {
        Event.StepDone first = run(experiment, Mode.REUSE);
        Event.StepDone second = run(experiment + "-again", Mode.REUSE);

        assertThat(first.done().orElseThrow().outcome()).isEqualTo(Outcome.MADE);
        assertThat(second.done().orElseThrow().outcome()).isEqualTo(Outcome.REUSED);
        assertThat(second.scope()).isEqualTo(first.scope()).containsOnlyKeys("annotations", "labels");
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
    }

    @Test
    void eachChildIsToldOnceWithItsSubtree() {
        Step left = new Step("ingest/left", fuse, Optional.of("left"), 0, List.of());
        Step right = new Step("ingest/right", fuse, Optional.of("right"), 0, List.of());
        Step root = new Step("ingest", ingest, Optional.empty(), 0, List.of(left, right));
        publisher.tell(new Event.StepDone(experiment, Mode.REUSE, Optional.empty(), Optional.of(root), Map.of()));

        try (Listener listener = listener(Fact.DATASET_INGESTED)) {
            assertThat(listener.all(experiment, Duration.ofSeconds(2)))
                    .extracting(event -> ((Event.StepDone) event).next().orElseThrow())
                    .containsExactlyInAnyOrder(left, right);
        }
    }

    @Test
    void failureThatPassesIsTriedAgain() {
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            if (making < 3) {
                throw new IllegalStateException("not yet");
            }
            return ToyStages.made(workshop, "labels", "third time");
        });

        assertThat(run(experiment, Mode.REUSE).done().orElseThrow().outcome()).isEqualTo(Outcome.MADE);
        assertThat(ToyStages.makings(fuse)).isEqualTo(3);
    }

    @Test
    void failureThatStaysIsADeadLetterWithItsCause() {
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            throw new Problem.BadInput("masks/7.tif", "pixel 3", "label 9 where 0 to 1 would be right").toException();
        });
        publisher.tell(asked(experiment, Mode.REUSE));

        try (Listener dead = new Listener(topics.servers(), topics.dead("fuse"));
                Listener failed = listener(Fact.STAGE_FAILED)) {
            ConsumerRecord<String, byte[]> letter = dead.message(message -> message.key().startsWith(experiment + "/"));
            assertThat(header(letter, "consilium-problem")).contains("label 9 where 0 to 1", "problem:bad-input");
            assertThat(header(letter, "consilium-attempt")).isEqualTo("1");
            assertThat(header(letter, "consilium-exception")).contains("ProblemException");
            assertThat(header(letter, "consilium-topic")).isEqualTo(topics.of(Fact.DATASET_INGESTED));
            Event.StageFailed told = (Event.StageFailed) failed.all(experiment, Duration.ofSeconds(1)).getFirst();
            assertThat(told.step()).isEqualTo("ingest/fuse");
            assertThat(told.problem().detail()).contains("masks/7.tif at pixel 3");
        }
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
    }

    @Test
    void attemptsAreUsedUpInTheEnd() {
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            throw new IllegalStateException("never");
        });
        publisher.tell(asked(experiment, Mode.REUSE));

        try (Listener dead = new Listener(topics.servers(), topics.dead("fuse"))) {
            ConsumerRecord<String, byte[]> letter = dead.message(message -> message.key().startsWith(experiment + "/"));
            assertThat(header(letter, "consilium-attempt")).isEqualTo("5");
            assertThat(header(letter, "consilium-topic")).isEqualTo(topics.of(Fact.DATASET_INGESTED));
            assertThat(header(letter, "consilium-problem")).contains("never");
        }
        assertThat(ToyStages.makings(fuse)).isEqualTo(5);
    }

    @Test
    void outageUsesUpNoAttempt() {
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            if (making < 8) {
                throw new Problem.DependencyUnavailable("database", "gone for a while").toException();
            }
            return ToyStages.made(workshop, "labels", "after the outage");
        });

        assertThat(run(experiment, Mode.REUSE).done().orElseThrow().outcome()).isEqualTo(Outcome.MADE);
        assertThat(ToyStages.makings(fuse)).isEqualTo(8);
    }

    @Test
    void malformedEventIsADeadLetterThatSaysWhatIsWrong() {
        String text = new CloudEvents(java.net.URI.create("/test"))
                .write(asked(experiment, Mode.REUSE))
                .replace("\"mode\"", "\"moed\"");
        Publisher.await(
                publisher.send(Publisher.structured(topics.of(Fact.DATASET_REQUESTED), experiment + "/x", text)));

        try (Listener dead = new Listener(topics.servers(), topics.dead("ingest"))) {
            ConsumerRecord<String, byte[]> letter = dead.message(message -> message.key().startsWith(experiment + "/"));
            assertThat(header(letter, "consilium-problem"))
                    .contains("moed: is not a known field (did you mean mode?)", "spec-invalid");
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void damagedOutputIsMadeAgainAndNamed() throws IOException {
        Event.StepDone first = run(experiment, Mode.REUSE);
        flip(values(first.scope().get("labels")));

        Event.StepDone second = run(experiment + "-again", Mode.REUSE);

        assertThat(second.done().orElseThrow().outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(second.done().orElseThrow().differs()).singleElement().asString()
                .contains("labels was damaged", "values", "digest");
        assertThat(second.scope()).isEqualTo(first.scope());
        assertThat(store.artefact(first.scope().get("labels")).damage()).isEmpty();
    }

    @Test
    void damagedInputIsMadeAgainByTheStageThatMadeIt() throws IOException {
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            Digest annotations = inputs.get("annotations").digest();
            if (making == 1) {
                flip(values(annotations));
            }
            inputs.get("annotations").array("values");
            return ToyStages.made(workshop, "labels", "from " + annotations);
        });

        Event.StepDone told = run(experiment, Mode.REUSE);

        assertThat(told.done().orElseThrow().outcome()).isEqualTo(Outcome.MADE);
        assertThat(ToyStages.makings(ingest)).isEqualTo(2);
        assertThat(store.artefact(told.scope().get("annotations")).damage()).isEmpty();
    }

    @Test
    void replayMakesAgainAndVerifies() {
        run(experiment, Mode.REUSE);
        Event.StepDone replayed = run(experiment + "-replay", Mode.VERIFY);

        assertThat(replayed.done().orElseThrow().outcome()).isEqualTo(Outcome.VERIFIED);
        assertThat(ToyStages.makings(fuse)).isEqualTo(2);
    }

    @Test
    void replayOfADamagedResultRepairsAndNamesIt() throws IOException {
        Event.StepDone first = run(experiment, Mode.REUSE);
        Files.delete(values(first.scope().get("labels")));

        Event.StepDone replayed = run(experiment + "-replay", Mode.VERIFY);

        assertThat(replayed.done().orElseThrow().outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(replayed.done().orElseThrow().differs()).singleElement().asString().contains("values: missing");
        assertThat(store.artefact(first.scope().get("labels")).damage()).isEmpty();
    }

    @Test
    void replayThatDivergesNamesTheFirstDifferenceAndGoesOnWithWhatWasRecorded() {
        ToyStages.when(fuse, (making, inputs, workshop) -> ToyStages.made(workshop, "labels", "making " + making));
        Event.StepDone first = run(experiment, Mode.REUSE);
        Event.StepDone replayed = run(experiment + "-replay", Mode.VERIFY);

        assertThat(replayed.done().orElseThrow().outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(replayed.done().orElseThrow().differs().getFirst()).startsWith("labels: about.json differs");
        assertThat(replayed.scope()).isEqualTo(first.scope());
    }

    @Test
    void cancelledExperimentIsNotWorkedForAnyMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            begun.countDown();
            try {
                while (true) {
                    workshop.progress(1, 0, "epoch", Map.of("loss", Double.NaN));
                    Thread.sleep(50);
                }
            } finally {
                ended.countDown();
            }
        });
        publisher.tell(asked(experiment, Mode.REUSE));
        begun.await();
        cancellations.cancel(experiment);

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        try (Listener told = listener(Fact.LABELS_FUSED);
                Listener progressed = listener(Fact.STAGE_PROGRESSED)) {
            assertThat(told.all(experiment, Duration.ofSeconds(1))).isEmpty();
            assertThat(progressed.all(experiment, Duration.ofSeconds(1))).isNotEmpty();
        }
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
    }

    /// As a training does that waits for another one in its process.
    @Test
    void workThatWaitsAndReportsNothingIsStoppedWhenItsExperimentIsCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return ToyStages.made(workshop, "labels", "never");
            } finally {
                ended.countDown();
            }
        });
        publisher.tell(asked(experiment, Mode.REUSE));
        begun.await();
        cancellations.cancel(experiment);

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        try (Listener told = listener(Fact.LABELS_FUSED); Listener failed = listener(Fact.STAGE_FAILED)) {
            assertThat(told.all(experiment, Duration.ofSeconds(1))).isEmpty();
            assertThat(failed.all(experiment, Duration.ofSeconds(1))).isEmpty();
        }
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
        assertThat(root.resolve("tmp")).isEmptyDirectory();
        assertThat(experimentAfterwards().done()).isPresent();
    }

    @Test
    void workThatIsInterruptedWhileItWritesLeavesNothingBehind() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            begun.countDown();
            try (var array =
                    workshop.artefact("labels", 1).array("values", consilium.kernel.artefact.DType.UINT8, 1L << 40)) {
                while (true) {
                    array.write(new byte[1 << 16]);
                    LockSupport.parkNanos(5_000_000);
                }
            } finally {
                ended.countDown();
            }
        });
        publisher.tell(asked(experiment, Mode.REUSE));
        begun.await();
        cancellations.cancel(experiment);

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        try (Listener failed = listener(Fact.STAGE_FAILED)) {
            assertThat(failed.all(experiment, Duration.ofSeconds(1))).isEmpty();
        }
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void workThatTakesLongerThanTheLockIsDoneOnce() {
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            Thread.sleep(8_000);
            return ToyStages.made(workshop, "labels", "slow " + fuse);
        });

        Event.StepDone told = run(experiment, Mode.REUSE);

        assertThat(told.done().orElseThrow().millis()).isGreaterThanOrEqualTo(8_000);
        assertThat(ToyStages.makings(fuse)).isEqualTo(1);
        assertThat(ledger.find(told.done().orElseThrow().recipe()).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void claimOfAWorkerThatDiedRunsOut() {
        Event.StepDone asked = asked(experiment, Mode.REUSE);
        Step step = asked.next().orElseThrow();
        Recipe recipe = step.recipe(Map.of(), Map.of("file", Digest.of("a file")));
        assertThat(ledger.claim(recipe, "dead", Duration.ofSeconds(2))).isPresent();

        Event.StepDone told = run(experiment, Mode.REUSE);

        assertThat(told.done()).isPresent();
        assertThat(ledger.find(recipe.digest()).orElseThrow().attempt()).isEqualTo(2);
    }

    /// Crash points: after the artefacts were written, after the recording, after the announcement. What a crash
    /// leaves is what these calls leave, and the event comes again.
    @Test
    void eventThatComesAgainAfterACrashHasOneEffect() {
        Event.StepDone asked = asked(experiment, Mode.REUSE);
        Step step = asked.next().orElseThrow();
        Recipe recipe = step.recipe(Map.of(), Map.of("file", Digest.of("a file")));
        Made orphan = ToyStages.made(new LocalWorkshop(store), "annotations", ingest.toString());
        Claim claim = ledger.claim(recipe, "crashed", Duration.ofSeconds(1)).orElseThrow();

        Event.StepDone told = run(experiment, Mode.REUSE);
        assertThat(told.scope().get("annotations")).isEqualTo(orphan.outputs().get("annotations"));
        Execution late = new Execution(
                recipe, orphan.outputs(), Map.of(), Map.of(), 1, java.time.Instant.EPOCH, java.time.Instant.EPOCH);
        assertThat(ledger.record(claim, late, Map.of(), List.of(asked))).isFalse();

        publisher.tell(asked);
        runner.run(stages.find(consilium.kernel.plan.StageName.INGEST).orElseThrow(), asked, step);
        try (Listener listener = listener(Fact.DATASET_INGESTED)) {
            assertThat(listener.all(experiment, Duration.ofSeconds(2))).hasSize(1);
        }
        assertThat(ToyStages.makings(ingest)).isEqualTo(1);
    }

    @Test
    void everyExecutionHasItsProvenanceAndEnvironment() {
        Event.StepDone told = run(experiment, Mode.REUSE);
        var recorded = lineage.upstream(List.of(told.scope().get("labels")));

        assertThat(recorded).extracting(made -> made.execution().recipe().stage().label())
                .containsExactly("ingest", "fuse");
        assertThat(recorded.getLast().execution().environment()).containsKeys("jdk", "os", "processor", "host",
                "commit");
        assertThat(recorded.getLast().slice().orElseThrow()).containsEntry("kind", "fuse");
        assertThat(recorded.getLast().provenance()).isPresent();
    }

    private Event.StepDone run(String name, Mode mode) {
        publisher.tell(asked(name, mode));
        try (Listener listener = listener(Fact.LABELS_FUSED)) {
            return listener.done(name, "ingest/fuse");
        }
    }

    /// Whoever was stopped works on.
    private Event.StepDone experimentAfterwards() {
        newExperiment();
        return run(experiment, Mode.REUSE);
    }

    private Event.StepDone asked(String name, Mode mode) {
        Step leaf = new Step("ingest/fuse", fuse, Optional.of("staple"), 0, List.of());
        Step first = new Step("ingest", ingest, Optional.empty(), 0, List.of(leaf));
        return new Event.StepDone(name, mode, Optional.empty(), Optional.of(first), Map.of());
    }

    private Listener listener(Fact fact) {
        return new Listener(topics.servers(), topics.of(fact));
    }

    private Path values(Digest artefact) {
        Manifest.Array array = store.artefact(artefact).manifest().arrays().get("values");
        return new DirectoryStore(root).path(array.digest());
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
