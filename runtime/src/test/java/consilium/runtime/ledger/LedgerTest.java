package consilium.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Mode;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.runtime.testing.RealServices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LedgerTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    Ledger ledger;

    @Inject
    Lineage lineage;

    @Inject
    Cancellations cancellations;

    @Inject
    Outbox outbox;

    @Inject
    EntityManager entities;

    @Test
    void executionComesBackAsItWasRecorded() {
        Recipe recipe = recipe("a", Map.of("images", Digest.of("images")));
        Execution execution = execution(recipe, "labels");
        Claim claim = ledger.claim(recipe, "w", LEASE).orElseThrow();

        assertThat(ledger.record(claim, execution, Map.of(), List.of())).isTrue();
        assertThat(ledger.find(recipe.digest())).contains(execution);
    }

    @Test
    void claimIsHeldByOneAtATime() {
        Recipe recipe = recipe("b", Map.of());
        Claim first = ledger.claim(recipe, "one", LEASE).orElseThrow();

        assertThat(ledger.claim(recipe, "two", LEASE)).isEmpty();
        ledger.release(first);
        assertThat(ledger.claim(recipe, "two", LEASE))
                .hasValueSatisfying(second -> {
                    assertThat(second.fence()).isGreaterThan(first.fence());
                    assertThat(second.attempt()).isEqualTo(2);
                });
    }

    @Test
    void fencedClaimCanDoNothing() throws InterruptedException {
        Recipe recipe = recipe("c", Map.of());
        Claim old = ledger.claim(recipe, "one", Duration.ofMillis(1)).orElseThrow();
        Thread.sleep(20);
        Claim current = ledger.claim(recipe, "two", LEASE).orElseThrow();
        String experiment = UUID.randomUUID().toString();
        Event event = event(experiment);

        assertThat(ledger.renew(old, LEASE)).isFalse();
        assertThat(ledger.checkpoint(old, Digest.of("checkpoint"))).isFalse();
        assertThat(ledger.record(old, execution(recipe, "late"), Map.of(), List.of(event))).isFalse();
        ledger.release(old);
        assertThat(ledger.find(recipe.digest())).isEmpty();
        assertThat(told(event)).isFalse();
        assertThat(ledger.renew(current, LEASE)).isTrue();
    }

    @Test
    void recordingEndsClaimAndCheckpoint() {
        Recipe recipe = recipe("d", Map.of());
        Claim claim = ledger.claim(recipe, "one", LEASE).orElseThrow();
        assertThat(ledger.checkpoint(claim, Digest.of("first"))).isTrue();
        assertThat(ledger.checkpoint(claim, Digest.of("second"))).isTrue();
        assertThat(ledger.checkpoint(recipe.digest())).contains(Digest.of("second"));

        ledger.record(claim, execution(recipe, "done"), Map.of(), List.of());
        assertThat(ledger.checkpoint(recipe.digest())).isEmpty();
        assertThat(ledger.claim(recipe, "two", LEASE)).isPresent();
    }

    @Test
    void secondRecordingWithEqualOutputsChangesNothingButTells() {
        Recipe recipe = recipe("e", Map.of());
        Execution first = execution(recipe, "same");
        ledger.record(ledger.claim(recipe, "one", LEASE).orElseThrow(), first, Map.of(), List.of());
        Execution second = new Execution(
                recipe, first.outputs(), Map.of("other", 1), Map.of(), 9, Instant.EPOCH, Instant.EPOCH);
        Event event = event(UUID.randomUUID().toString());
        ledger.record(ledger.claim(recipe, "two", LEASE).orElseThrow(), second, Map.of(), List.of(event));

        assertThat(ledger.find(recipe.digest())).contains(first);
        assertThat(told(event)).isTrue();
    }

    @Test
    void outputsThatWereLostGiveWay() {
        Recipe recipe = recipe("f", Map.of());
        ledger.record(ledger.claim(recipe, "one", LEASE).orElseThrow(), execution(recipe, "lost"), Map.of(), List.of());
        Execution second = execution(recipe, "new");
        ledger.record(ledger.claim(recipe, "two", LEASE).orElseThrow(), second, Map.of(), List.of());

        assertThat(ledger.find(recipe.digest())).contains(second);
    }

    @Test
    void announcementThatIsRolledBackIsNotTold() {
        Event event = event(UUID.randomUUID().toString());
        QuarkusTransaction.begin();
        ledger.announce(List.of(event));
        QuarkusTransaction.rollback();

        assertThat(told(event)).isFalse();
    }

    @Test
    void equalAnnouncementsAreOne() {
        Event event = event(UUID.randomUUID().toString());
        ledger.announce(List.of(event));
        ledger.announce(List.of(event, event));

        assertThat(rows(event)).isEqualTo(1);
    }

    /// A row that appears without a commit of ours is what a process leaves that died between commit and sending.
    @Test
    void whatADeadProcessLeftInTheOutboxIsTold() {
        Event event = event(UUID.randomUUID().toString());
        QuarkusTransaction.requiringNew().run(() -> outbox.put(List.of(outbox.letter(event))));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> sent(event));
    }

    @Test
    void lineageLeadsBackToTheSources() {
        Recipe ingest = recipe("g", Map.of("file", Digest.of("g/file")));
        Recipe fuse = recipe("h", Map.of("annotations", Digest.of("g/annotations")));
        ledger.record(ledger.claim(fuse, "w", LEASE).orElseThrow(), execution(fuse, "g/labels"), Map.of(), List.of());
        ledger.record(ledger.claim(ingest, "w", LEASE).orElseThrow(), execution(ingest, "g/annotations"), Map.of(),
                List.of());

        assertThat(lineage.upstream(List.of(Digest.of("g/labels"))))
                .extracting(Recorded::recipe)
                .containsExactly(ingest.digest(), fuse.digest());
        assertThat(lineage.making(Digest.of("g/labels"))).extracting(Recorded::recipe).containsExactly(fuse.digest());
        assertThat(lineage.reading(Digest.of("g/annotations"))).extracting(Recorded::recipe)
                .containsExactly(fuse.digest());
        assertThat(lineage.ofSlice(fuse.slice())).extracting(Recorded::recipe).containsExactly(fuse.digest());
    }

    @Test
    void cancellingTwiceIsCancellingOnce() {
        String experiment = UUID.randomUUID().toString();
        assertThat(ledger.cancelled(experiment)).isFalse();
        cancellations.cancel(experiment);
        cancellations.cancel(experiment);
        assertThat(ledger.cancelled(experiment)).isTrue();
    }

    private boolean told(Event event) {
        return rows(event) == 1;
    }

    private long rows(Event event) {
        return count("select count(*) from outbox where id = ?1", event);
    }

    private boolean sent(Event event) {
        return count("select count(*) from outbox where id = ?1 and sent is not null", event) == 1;
    }

    private long count(String sql, Event event) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery(sql)
                        .setParameter(1, event.id())
                        .getSingleResult())
                        .longValue());
    }

    private static Event event(String experiment) {
        return new Event.StepDone(experiment, Mode.REUSE, Optional.empty(), Optional.empty(), Map.of());
    }

    private static Recipe recipe(String name, Map<String, Digest> inputs) {
        return new Recipe(StageName.FUSE, 1, Digest.of("ledger test " + name), inputs);
    }

    private static Execution execution(Recipe recipe, String output) {
        return new Execution(
                recipe,
                Map.of("labels", Digest.of(output)),
                Map.of("images", 3, "share", 0.5),
                Map.of("jdk", "25"),
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:00:01Z"));
    }
}
