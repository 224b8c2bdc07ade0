package consilium.runtime.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.StageName;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.runtime.ledger.Lineage;
import consilium.runtime.store.CollectableStore;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a collection takes away and what it must leave, on a real database and a real store, whatever that is.
abstract class Collecting {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Inject
    Ledger ledger;

    @Inject
    Lineage lineage;

    @Inject
    CollectableStore store;

    @Inject
    DataSource database;

    private final Set<Digest> pinned = ConcurrentHashMap.newKeySet();
    /// How many collections have looked at what there is: rules are asked right after.
    private final AtomicInteger looks = new AtomicInteger();
    private String test = "";

    @BeforeEach
    void another() {
        test = getClass().getSimpleName() + NUMBER.incrementAndGet() + "/";
        pinned.clear();
    }

    @Test
    void whatNoRuleKeepsIsForgottenAndItsBlobsGo() {
        Execution rubbish = record("rubbish", "r", List.of());
        Execution kept = record("kept", "k", List.of());
        pin(kept);
        Collected collected = collector(0, 0).collect(false);

        assertThat(ledger.find(recipe(rubbish))).isEmpty();
        assertThat(blobs(rubbish)).noneMatch(store::contains);
        assertIntact(kept);
        assertThat(collected.blobs()).isGreaterThanOrEqualTo(blobs(rubbish).size());
        assertThat(collected.bytes()).isPositive();
        assertThat(collected.forgotten()).containsKey("fuse");
        assertThat(collected.kept()).containsEntry("pinned", 1L);
    }

    @Test
    void dryRunSaysTheSameAndTakesNothing() {
        collector(0, 0).collect(false);
        Execution rubbish = record("rubbish", "dry", List.of());
        Collected looked = collector(0, 0).collect(true);
        assertIntact(rubbish);
        Collected taken = collector(0, 0).collect(false);

        assertThat(looked.dryRun()).isTrue();
        assertThat(looked.examples()).extracting(Collected.Forgotten::recipe).contains(recipe(rubbish).hex());
        assertThat(taken.forgotten()).isEqualTo(looked.forgotten());
        assertThat(taken.blobs()).isEqualTo(looked.blobs());
        assertThat(taken.bytes()).isEqualTo(looked.bytes());
        assertThat(ledger.find(recipe(rubbish))).isEmpty();
    }

    @Test
    void whatAKeptExecutionWasMadeFromIsKeptBackToTheSources() {
        Execution source = record("source", "s", List.of());
        Execution middle = record("middle", "m", List.of(source));
        Execution leaf = record("leaf", "l", List.of(middle));
        pin(leaf);
        collector(0, 0).collect(false);

        assertIntact(source);
        assertIntact(middle);
        assertIntact(leaf);
    }

    @Test
    void blobThatARubbishArtefactSharesStays() {
        Execution kept = record("kept", "same array", List.of());
        Execution rubbish = record("rubbish", "same array", List.of());
        pin(kept);
        collector(0, 0).collect(false);

        assertThat(ledger.find(recipe(rubbish))).isEmpty();
        assertIntact(kept);
    }

    @Test
    void recentlyUsedAndYoungStay() {
        Execution recent = record("recent", "a", List.of());
        collector(1, 0).collect(false);
        assertIntact(recent);

        Digest young = artefact("young", "not recorded yet");
        collector(0, 3600).collect(false);
        assertThat(store.artefact(young).damage()).isEmpty();
        collector(0, 0).collect(false);
        assertThat(store.contains(young)).isFalse();
    }

    @Test
    void checkpointStays() {
        Recipe recipe = recipe("long", List.of());
        Claim claim = ledger.claim(recipe, "w", LEASE).orElseThrow();
        Digest checkpoint = artefact("checkpoint", "halfway");
        ledger.checkpoint(claim, checkpoint);
        collector(0, 0).collect(false);

        assertThat(store.artefact(checkpoint).damage()).isEmpty();
        ledger.release(claim);
    }

    @Test
    void whatIsMadeAgainAfterACollectionIsThereAgain() {
        Execution before = record("again", "again", List.of());
        collector(0, 0).collect(false);
        Execution after = record("again", "again", List.of());

        assertThat(after.outputs()).isEqualTo(before.outputs());
        assertIntact(after);
    }

    @Test
    void oneCollectionAtATime() throws SQLException {
        try (Connection other = database.getConnection(); Marks marks = marks(other)) {
            assertThat(marks.alone()).isTrue();
            assertThatThrownBy(() -> collector(0, 0).collect(true))
                    .isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                            .isInstanceOf(Problem.Conflict.class));
        }
        collector(30, 3600).collect(true);
    }

    /// The collection was killed between deleting a blob and saying so.
    @Test
    void whoRecordsWhatHasJustGoneIsTold() throws SQLException {
        Recipe recipe = recipe("unlucky", List.of());
        Digest artefact = artefact("unlucky", "gone");
        Digest array = store.artefact(artefact).manifest().blobs().findFirst().orElseThrow();
        condemn(array);
        store.delete(List.of(array));
        Claim claim = ledger.claim(recipe, "w", LEASE).orElseThrow();

        assertThatThrownBy(() -> ledger.record(claim, execution(recipe, artefact), Map.of(), List.of()))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.problem()).isInstanceOf(Problem.DependencyUnavailable.class);
                    assertThat(thrown.problem().detail()).contains(array.brief());
                });
        artefact("unlucky", "gone");
        assertThat(ledger.record(claim, execution(recipe, artefact), Map.of(), List.of())).isTrue();
        collector(1, 0).collect(false);
        assertThat(store.artefact(artefact).damage()).isEmpty();
    }

    /// Whatever came before, a collection leaves exactly what the rules and their inputs need.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void randomHistories(long seed) throws SQLException {
        Random random = new Random(seed);
        History history = new History();
        for (int step = 0; step < 40; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> history.make(random);
                case 4 -> history.use(random);
                case 5 -> history.pin(random);
                case 6 -> history.unpin(random);
                case 7, 8 -> history.age(random);
                default -> history.collect();
            }
        }
        history.collect();
    }

    private final class History {

        private final Map<String, Execution> made = new HashMap<>();
        private final Map<String, List<String>> reads = new HashMap<>();
        private final Map<String, Integer> age = new HashMap<>();
        private final Set<String> held = new HashSet<>();

        void make(Random random) {
            String name = "x" + random.nextInt(25);
            if (!made.containsKey(name)) {
                List<String> known = made.keySet().stream().sorted().toList();
                List<String> inputs = new ArrayList<>();
                for (int input = 0; input < Math.min(known.size(), random.nextInt(3)); input++) {
                    inputs.add(known.get(random.nextInt(known.size())));
                }
                // Another history of the same name may read something else: then it is another recipe.
                String whole = name + inputs;
                if (!made.containsKey(whole)) {
                    made.put(whole, record(whole, "content " + random.nextInt(6),
                            inputs.stream().map(made::get).toList()));
                    reads.put(whole, inputs);
                    age.put(whole, 0);
                }
            }
        }

        void use(Random random) {
            any(random).ifPresent(name -> {
                assertThat(ledger.use(recipe(made.get(name)))).isTrue();
                age.put(name, 0);
            });
        }

        void pin(Random random) {
            any(random).ifPresent(name -> {
                held.add(name);
                Collecting.this.pin(made.get(name));
            });
        }

        void unpin(Random random) {
            held.stream().sorted().findFirst().ifPresent(name -> {
                held.remove(name);
                pinned.remove(recipe(made.get(name)));
            });
        }

        void age(Random random) throws SQLException {
            for (int many = 0; many < 4; many++) {
                Optional<String> name = any(random);
                if (name.isPresent()) {
                    int days = random.nextInt(60);
                    Collecting.this.age(made.get(name.get()), days);
                    age.put(name.get(), days);
                }
            }
        }

        void collect() {
            Set<String> needed = needed();
            collector(30, 0).collect(false);
            Set<Digest> named = new HashSet<>();
            needed.forEach(name -> {
                assertIntact(made.get(name));
                named.addAll(blobs(made.get(name)));
            });
            for (String name : List.copyOf(made.keySet())) {
                if (!needed.contains(name)) {
                    assertThat(ledger.find(recipe(made.get(name)))).as(name).isEmpty();
                    assertThat(store.contains(output(made.get(name))))
                            .as(name)
                            .isEqualTo(named.contains(output(made.get(name))));
                    made.remove(name);
                }
            }
        }

        private Set<String> needed() {
            Deque<String> open = new ArrayDeque<>(held);
            age.forEach((name, days) -> {
                if (days < 30 && made.containsKey(name)) {
                    open.add(name);
                }
            });
            Set<String> needed = new HashSet<>();
            while (!open.isEmpty()) {
                String name = open.poll();
                if (made.containsKey(name) && needed.add(name)) {
                    // Equal artefacts stand for one another: who made an input's bytes in any way is needed.
                    for (String input : reads.get(name)) {
                        made.forEach((other, execution) -> {
                            if (output(execution).equals(output(made.get(input)))) {
                                open.add(other);
                            }
                        });
                    }
                }
            }
            return needed;
        }

        private Optional<String> any(Random random) {
            List<String> known = made.keySet().stream().sorted().toList();
            return known.isEmpty() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
        }
    }

    /// Four workers make and reuse the same few things, many of whose blobs are the same, while collections that keep
    /// nothing run one after the other.
    @Test
    void whatIsRecordedIsThereWhileCollectionsRun() throws Exception {
        AtomicInteger reused = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        AtomicInteger again = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> workers = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                long seed = worker;
                Callable<Boolean> work = () -> work(new Random(seed), reused, made, again);
                workers.add(threads.submit(work));
            }
            while (workers.stream().anyMatch(worker -> !worker.isDone())) {
                collector(0, 0).collect(false);
            }
            for (Future<Boolean> worker : workers) {
                worker.get();
            }
        }
        for (int key = 0; key < 6; key++) {
            Optional<Execution> left = ledger.find(recipe("shared" + key, List.of()).digest());
            left.ifPresent(this::assertIntact);
        }
        System.out.printf("%d collections: %d made, %d reused, %d made again since their blobs had gone%n",
                looks.get(), made.get(), reused.get(), again.get());
        assertThat(looks).hasValueGreaterThan(1);
        assertThat(made).hasPositiveValue();
    }

    private boolean work(Random random, AtomicInteger reused, AtomicInteger made, AtomicInteger again) {
        for (int turn = 0; turn < 40; turn++) {
            int key = random.nextInt(6);
            Recipe recipe = recipe("shared" + key, List.of());
            int before = looks.get();
            Optional<Execution> known = ledger.find(recipe.digest()).filter(found -> ledger.use(recipe.digest()));
            if (known.isPresent()) {
                requireIntact(known.get(), before);
                reused.incrementAndGet();
                continue;
            }
            Optional<Claim> claim = ledger.claim(recipe, "w", LEASE);
            if (claim.isEmpty()) {
                continue;
            }
            try {
                Digest artefact = artefact("shared" + key, "content " + key % 2);
                ledger.record(claim.get(), execution(recipe, artefact), Map.of(), List.of());
                made.incrementAndGet();
            } catch (ProblemException e) {
                assertThat(e.problem()).isInstanceOf(Problem.DependencyUnavailable.class);
                again.incrementAndGet();
                ledger.release(claim.get());
            }
        }
        return true;
    }

    /// A collection that had looked before must leave what was used after; one that looks later, and keeps nothing, need
    /// not.
    private void requireIntact(Execution used, int before) {
        try {
            assertIntact(used);
        } catch (AssertionError | RuntimeException e) {
            if (looks.get() == before) {
                throw e;
            }
        }
    }

    private Collector collector(int days, int graceSeconds) {
        return new Collector(
                database, store, new Policy(Duration.ofDays(days), Duration.ofSeconds(graceSeconds)),
                List.of(new Pinned(), new RecentlyUsed(new Policy(Duration.ofDays(days), Duration.ZERO))));
    }

    private Marks marks(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new Marks(connection);
    }

    private void pin(Execution execution) {
        pinned.add(recipe(execution));
    }

    private Execution record(String name, String content, List<Execution> inputs) {
        Recipe recipe = recipe(name, inputs);
        Claim claim = ledger.claim(recipe, "w", LEASE).orElseThrow();
        Execution execution = execution(recipe, artefact(name, content));
        assertThat(ledger.record(claim, execution, Map.of(), List.of())).isTrue();
        return execution;
    }

    private Recipe recipe(String name, List<Execution> inputs) {
        Map<String, Digest> read = new HashMap<>();
        for (int index = 0; index < inputs.size(); index++) {
            read.put("input" + index, output(inputs.get(index)));
        }
        return new Recipe(StageName.FUSE, 1, Digest.of(test + name), read);
    }

    private Digest artefact(String name, String content) {
        ArtefactWriter writer = new ArtefactWriter(store, "labels", 1);
        byte[] bytes = (test + content).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (var array = writer.array("values", DType.UINT8, bytes.length)) {
            array.write(bytes);
        }
        return writer.attribute("name", name).commit();
    }

    private static Execution execution(Recipe recipe, Digest artefact) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Execution(recipe, Map.of("labels", artefact), Map.of(), Map.of(), 1, now, now);
    }

    private void assertIntact(Execution execution) {
        assertThat(ledger.find(recipe(execution))).isPresent();
        assertThat(store.artefact(output(execution)).damage()).isEmpty();
        assertThat(lineage.execution(recipe(execution)).orElseThrow().provenance()).hasValueSatisfying(
                provenance -> assertThat(store.contains(provenance)).isTrue());
    }

    private Set<Digest> blobs(Execution execution) {
        Set<Digest> blobs = new HashSet<>(List.of(output(execution)));
        if (store.contains(output(execution))) {
            store.artefact(output(execution)).manifest().blobs().forEach(blobs::add);
        }
        return blobs;
    }

    private static Digest output(Execution execution) {
        return execution.outputs().get("labels");
    }

    private static Digest recipe(Execution execution) {
        return execution.recipe().digest();
    }

    private void age(Execution execution, int days) throws SQLException {
        update("update execution set used = clock_timestamp() - " + days + " * interval '1 day' where recipe = ?",
                recipe(execution).hex());
    }

    private void condemn(Digest blob) throws SQLException {
        update("insert into condemned (blob, bytes) values (?, 1)", blob.hex());
    }

    private void update(String sql, String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, name);
            update.executeUpdate();
        }
    }

    private record Policy(Duration unused, Duration grace) implements Retention {

        @Override
        public int experiments() {
            return 0;
        }
    }

    private final class Pinned implements KeepRule {

        @Override
        public String why() {
            return "pinned";
        }

        @Override
        public String recipes() {
            looks.incrementAndGet();
            return "select unnest(array[" + String.join(
                    ", ", pinned.stream().map(recipe -> "'" + recipe.hex() + "'").toList()) + "]::text[]) as recipe";
        }
    }
}
