package consilium.runtime.work;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.event.Event;
import consilium.kernel.event.Event.Outcome;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.CancelledException;
import consilium.kernel.stage.Stage;
import consilium.runtime.ledger.Briefing;
import consilium.runtime.ledger.Briefings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What a stage's event comes to: look the recipe up, claim it, make, record, announce.
///
/// A crash anywhere is safe. What was made lies under its digest, so making it again writes nothing new; recording and
/// the events to be told are one transaction, which whoever was fenced off cannot commit; the events' ids derive from
/// the recipe, so that telling them again is recognised.
@Singleton
final class StageRunner {

    private static final Logger LOG = Logger.getLogger(StageRunner.class);

    private final Ledger ledger;
    private final ArtefactStore store;
    private final Briefings briefings;
    private final Making making;
    private final Closing closing;
    private final Meters meters;
    private final String worker;
    private final Duration lease;

    StageRunner(
            Ledger ledger,
            ArtefactStore store,
            Briefings briefings,
            Making making,
            Closing closing,
            Meters meters,
            Surroundings surroundings,
            WorkSettings settings) {
        this.ledger = ledger;
        this.store = store;
        this.briefings = briefings;
        this.making = making;
        this.closing = closing;
        this.meters = meters;
        this.worker = surroundings.worker();
        this.lease = settings.lease();
    }

    /// @throws ClaimHeldException when another worker is at it
    /// @throws ClosingException   when this process stops before it is done
    void run(Stage<?> stage, Event.StepDone asked, Step step) {
        Task<?> task = Task.of(stage, asked, step);
        Briefing briefing = briefings.of(
                asked.experiment(), task.recipe().digest(), toldBy(task), task.verifies(), worker, lease);
        if (briefing.claim().isPresent()) {
            try (Lease held = new Lease(ledger, briefing.claim().get(), lease)) {
                begin(task, briefing, held);
            }
        } else if (wanted(task, briefing) && !reused(task, briefing)) {
            claim(task);
        }
    }

    private void begin(Task<?> task, Briefing briefing, Lease held) {
        if (wanted(task, briefing)) {
            make(task, held, briefing.recorded().filter(recorded -> ledger.use(task.recipe().digest())));
        }
    }

    private static boolean wanted(Task<?> task, Briefing briefing) {
        if (briefing.cancelled()) {
            LOG.debugf("%s left undone: experiment %s was cancelled", task.step().id(), task.experiment());
        }
        return !briefing.cancelled() && !briefing.told();
    }

    /// The ids of the events that tell of the step: a redelivered event whose effect is complete is not even looked into,
    /// which a replay would otherwise make again.
    private static List<String> toldBy(Task<?> task) {
        Execution unknown = new Execution(
                task.recipe(), Map.of(), Map.of(), Map.of(), 1, Instant.EPOCH, Instant.EPOCH);
        return task.events(Outcome.MADE, Map.of(), unknown, List.of()).stream()
                .map(Event::id)
                .toList();
    }

    /// Without a claim: what is recorded and intact can be announced by anybody.
    private boolean reused(Task<?> task, Briefing briefing) {
        if (task.verifies()) {
            return false;
        }
        Optional<Execution> intact = briefing.recorded()
                .filter(recorded -> ledger.use(task.recipe().digest()))
                .filter(recorded -> damage(recorded).isEmpty());
        intact.ifPresent(recorded -> reuse(task, recorded));
        return intact.isPresent();
    }

    /// What is recorded, kept from being collected before it is looked at.
    private Optional<Execution> inUse(Task<?> task) {
        Digest recipe = task.recipe().digest();
        return ledger.find(recipe).filter(recorded -> ledger.use(recipe));
    }

    private void reuse(Task<?> task, Execution recorded) {
        ledger.announce(task.events(Outcome.REUSED, recorded.outputs(), recorded, List.of()));
        ended(task, Outcome.REUSED, recorded);
    }

    private void claim(Task<?> task) {
        Claim claim = ledger.claim(task.recipe(), worker, lease)
                .orElseThrow(() -> new ClaimHeldException(task.recipe().digest()));
        try (Lease held = new Lease(ledger, claim, lease)) {
            // Looked up again, since whoever held the claim before may have recorded in between.
            make(task, held, inUse(task));
        }
    }

    /// @param recorded after the claim was taken
    private void make(Task<?> task, Lease held, Optional<Execution> recorded) {
        List<String> damage = recorded.map(this::damage).orElse(List.of());
        if (recorded.isPresent() && damage.isEmpty() && !task.verifies()) {
            reuse(task, recorded.get());
            return;
        }
        try {
            damage.forEach(line -> LOG.warnf("%s is made again: %s", task.step().id(), line));
            Execution made = making.make(task, held);
            record(task, held, recorded, damage, made);
        } catch (CancelledException e) {
            settle(e, task, held);
        }
    }

    private void settle(CancelledException cancelled, Task<?> task, Lease held) {
        if (closing.begun()) {
            throw new ClosingException();
        }
        if (held.lost()) {
            throw new ClaimHeldException(task.recipe().digest());
        }
        LOG.infof("%s stopped: %s", task.step().id(), cancelled.getMessage());
    }

    private void record(
            Task<?> task, Lease held, Optional<Execution> recorded, List<String> damage, Execution made) {
        if (recorded.isEmpty()) {
            commit(task, held, Outcome.MADE, made, made, List.of());
            return;
        }
        Execution before = recorded.get();
        List<String> differences = new Differences(store).between(before.outputs(), made.outputs());
        if (differences.isEmpty()) {
            commit(task, held, damage.isEmpty() ? Outcome.VERIFIED : Outcome.REPAIRED, before, made, damage);
            return;
        }
        differences.forEach(line -> LOG.warnf("%s was made differently: %s", task.step().id(), line));
        List<String> lines = new ArrayList<>(differences);
        lines.addAll(damage);
        // What was recorded and is intact stays the truth; what is lost gives way to what there is now.
        commit(task, held, Outcome.DIVERGED, damage.isEmpty() ? before : made, made, lines);
    }

    /// @param kept what the ledger is to hold, and the children go on with
    /// @param made what was made just now
    private void commit(
            Task<?> task, Lease held, Outcome outcome, Execution kept, Execution made, List<String> differs) {
        List<Event> events = task.events(outcome, kept.outputs(), made, differs);
        if (!ledger.record(held.claim(), kept, task.sliceTree(), events)) {
            throw new ClaimHeldException(task.recipe().digest());
        }
        held.recorded();
        ended(task, outcome, made);
    }

    private void ended(Task<?> task, Outcome outcome, Execution execution) {
        meters.executed(task.step().stage(), outcome, Duration.ofMillis(execution.millis()));
        LOG.infof(
                "%s %s, %d ms (experiment %s, recipe %s)",
                task.step().id(),
                outcome.name().toLowerCase(Locale.ROOT),
                execution.millis(),
                task.experiment(),
                task.recipe().digest().brief());
    }

    private List<String> damage(Execution execution) {
        return new Damage(store).in(execution.outputs());
    }
}
