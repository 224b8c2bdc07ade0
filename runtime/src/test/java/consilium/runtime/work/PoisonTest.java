package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Workshop;
import consilium.runtime.dead.DeadLetterOffice;
import consilium.runtime.dead.Letter;
import consilium.runtime.dead.LetterId;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events that nobody can work on (harness R6), and what people can do about them.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PoisonTest {

    private static final AtomicInteger NUMBER = new AtomicInteger(50_000);

    @Inject
    Topics topics;

    @Inject
    Publisher publisher;

    @Inject
    ArtefactStore store;

    @Inject
    Workers workers;

    @Inject
    DeadLetterOffice office;

    @BeforeEach
    void ready() {
        await().atMost(Duration.ofSeconds(30)).until(workers::ready);
    }

    /// 500 events, of which every hundredth is malformed, each in its own way.
    @Test
    void everyHundredthEventIsPoisonAndNothingElseDies() {
        String run = "poison-" + NUMBER.incrementAndGet();
        Digest sound = masks(2, 2, 0f, 1f, 0f, 1f);
        for (int event = 0; event < 500; event++) {
            String experiment = run + "-" + event;
            switch (event) {
                case 99 -> send(experiment, asked(experiment, sound).substring(0, 100));
                case 199 -> send(experiment, asked(experiment, sound).replace("ingested.v1", "ingested.v9"));
                case 299 -> send(experiment, asked(experiment, Digest.of("never made")));
                case 399 -> send(experiment, asked(experiment, masks(2, 2, 0f, Float.NaN, 0f, 1f)));
                case 499 -> send(experiment, asked(experiment, masks(1, 4, 0f, 1f, 0f, 1f)));
                default -> send(experiment, asked(experiment, sound));
            }
        }

        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(letters(run)).hasSize(5);
            assertThat(lag()).isZero();
        });
        assertThat(letter(run, 99).problem().toString()).contains("unreadable");
        assertThat(letter(run, 199).problem().toString()).contains("unreadable", "dataset.ingested.v9");
        assertThat(letter(run, 299).problem().toString()).contains(
                "artefact-missing", Digest.of("never made").hex());
        assertThat(letter(run, 399).problem().toString()).contains("bad-input", "pixel 1", "NaN");
        assertThat(letter(run, 499).problem().toString()).contains("bad-input", "[1, 4]", "[2, 2]");
        assertThat(letters(run)).allSatisfy(letter -> {
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.topic()).isEqualTo(topics.of(Fact.DATASET_INGESTED));
            assertThat(letter.payload()).startsWith("{").contains("data");
            assertThat(letter.stack()).contains("ProblemException");
            assertThat(letter.died()).isAfter(Instant.now().minus(Duration.ofMinutes(5)));
        });
        try (Listener told = new Listener(topics.servers(), topics.of(Fact.LABELS_FUSED))) {
            assertThat(told.done(run + "-498", "ingest/fuse").done()).isPresent();
        }
    }

    @Test
    void letterIsSentAgainOnceAndWorksWhenTheCauseIsMended() {
        String experiment = "redriven-" + NUMBER.incrementAndGet();
        StageSpec.Fuse fuse = new StageSpec.Fuse(new FusionSpec.Staple(NUMBER.incrementAndGet(), 0, 1, false));
        AtomicBoolean mended = new AtomicBoolean();
        ToyStages.when(fuse, (making, inputs, workshop) -> {
            if (!mended.get()) {
                throw new Problem.BadInput("masks/7.tif", "", "is not there yet").toException();
            }
            return ToyStages.made(workshop, "labels", "mended");
        });
        send(experiment, asked(experiment, Digest.of("anything"), fuse));
        Letter first = await().until(() -> letters(experiment).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(first.redriven()).isEmpty();

        office.redrive(LetterId.parse(first.id()));
        await().untilAsserted(() -> assertThat(letters(experiment)).hasSize(2));
        Letter second = letters(experiment).getFirst();
        assertThat(second.topic()).isEqualTo(topics.of(Fact.DATASET_INGESTED));
        assertThat(second.attempts()).isEqualTo(1);
        assertThat(office.show(LetterId.parse(first.id())).redriven()).isPresent();
        assertThatThrownBy(() -> office.redrive(LetterId.parse(first.id())))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.problem()).isInstanceOf(Problem.Conflict.class);
                    assertThat(thrown.problem().detail()).contains(first.id(), "was sent again at");
                });

        mended.set(true);
        office.redrive(LetterId.parse(second.id()));
        try (Listener told = new Listener(topics.servers(), topics.of(Fact.LABELS_FUSED))) {
            assertThat(told.done(experiment, "ingest/fuse").done()).isPresent();
        }
        assertThat(letters(experiment)).hasSize(2);
    }

    @Test
    void lettersOfSeveralGroupsAreListedTogetherAndPurgedApart() {
        String run = "purged-" + NUMBER.incrementAndGet();
        send(run + "-a", asked(run + "-a", Digest.of("never made")));
        Publisher.await(publisher.send(
                Publisher.structured(topics.of(Fact.DATASET_REQUESTED), run + "-b/x", "{ this is no event")));
        await().untilAsserted(() -> {
            assertThat(letters(run + "-a")).extracting(Letter::group).containsExactly("fuse");
            assertThat(letters(run + "-b")).extracting(Letter::group).containsExactly("ingest");
        });
        Letter kept = letters(run + "-b").getFirst();

        assertThat(office.purge(Optional.of("fuse"), Instant.now().minus(Duration.ofDays(1)))).containsEntry("fuse",
                0L);
        assertThat(letters(run + "-a")).hasSize(1);
        assertThat(office.purge(Optional.of("fuse"), Instant.now()).get("fuse")).isPositive();
        assertThat(office.list(Optional.of("fuse"), Optional.empty(), 10)).isEmpty();
        assertThat(office.show(LetterId.parse(kept.id())).payload()).isEqualTo("{ this is no event");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> office.show(LetterId.parse("fuse-0-999999"))).hasMessageContaining("fuse-0-999999");
        assertThatThrownBy(() -> office.list(Optional.of("fuze"), Optional.empty(), 1)).hasMessageContaining("fuse");
        assertThatThrownBy(() -> LetterId.parse("seven")).hasMessageContaining("such as fuse-0-12");
    }

    /// Masks are 2 by 2, and made of numbers.
    private static Made checked(Inputs inputs, Workshop workshop) {
        NdArray masks = inputs.get("annotations").array("values");
        if (!masks.shape().equals(List.of(2L, 2L))) {
            throw new Problem.BadInput("masks", "", "the shape is " + masks.shape() + ", [2, 2] would be right")
                    .toException();
        }
        for (int pixel = 0; pixel < 4; pixel++) {
            if (Float.isNaN(masks.floatAt(pixel))) {
                throw new Problem.BadInput("masks", "pixel " + pixel, "NaN where 0 to 1 would be right").toException();
            }
        }
        return ToyStages.made(workshop, "labels", "sound");
    }

    private Digest masks(int height, int width, float... values) {
        ArtefactWriter writer = new ArtefactWriter(store, "annotations", 1);
        try (var array = writer.array("values", DType.FLOAT32, height, width)) {
            array.write(values);
        }
        return writer.commit();
    }

    private String asked(String experiment, Digest annotations) {
        StageSpec.Fuse fuse = new StageSpec.Fuse(new FusionSpec.Staple(49_999, 0, 1, false));
        ToyStages.when(fuse, (making, inputs, workshop) -> checked(inputs, workshop));
        return asked(experiment, annotations, fuse);
    }

    private static String asked(String experiment, Digest annotations, StageSpec.Fuse fuse) {
        Step leaf = new Step("ingest/fuse", fuse, Optional.of("staple"), 0, List.of());
        Event.Done done = new Event.Done(
                "ingest", consilium.kernel.plan.StageName.INGEST, Optional.empty(), 0, Digest.of(experiment),
                Event.Outcome.MADE, Map.of("annotations", annotations), Map.of(), 1, List.of());
        return new CloudEvents(java.net.URI.create("/test")).write(new Event.StepDone(
                experiment, Mode.REUSE, Optional.of(done), Optional.of(leaf), Map.of("annotations", annotations)));
    }

    private void send(String experiment, String text) {
        var unused = publisher.send(
                Publisher.structured(topics.of(Fact.DATASET_INGESTED), experiment + "/ingest/fuse", text));
    }

    private List<Letter> letters(String run) {
        Predicate<Letter> ours = letter -> letter.key().startsWith(run + "/") || letter.key().startsWith(run + "-");
        return new ArrayList<>(office.list(Optional.empty(), Optional.empty(), 1000)).stream().filter(ours).toList();
    }

    private Letter letter(String run, int event) {
        return letters(run).stream()
                .filter(letter -> letter.key().startsWith(run + "-" + event + "/"))
                .findFirst()
                .orElseThrow();
    }

    /// Messages that the fuse group has not finished with.
    private long lag() throws Exception {
        String group = topics.group("fuse");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.servers()))) {
            var offsets = admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get();
            assertThat(offsets.get(new TopicPartition(topics.of(Fact.DATASET_INGESTED), 0))).isNotNull();
            // Nothing is told of topics in which there never was anything.
            return offsets.values().stream()
                    .filter(Objects::nonNull)
                    .mapToLong(told -> told.lag().orElseThrow())
                    .sum();
        }
    }
}
