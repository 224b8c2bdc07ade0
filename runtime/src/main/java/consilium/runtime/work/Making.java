package consilium.runtime.work;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.event.Event;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.kernel.spec.Timespan;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.runtime.ledger.Lineage;
import consilium.runtime.ledger.Recorded;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The making itself. An input that turns out damaged is first made again, by the recipe that made it, where that
/// stage is in this process.
@Singleton
final class Making {

    private static final Logger LOG = Logger.getLogger(Making.class);

    private final Ledger ledger;
    private final Lineage lineage;
    private final ArtefactStore store;
    private final Stages stages;
    private final Progress progress;
    private final Closing closing;
    private final Surroundings surroundings;
    private final Meters meters;
    private final WorkSettings settings;
    private final Duration lease;

    Making(
            Ledger ledger,
            Lineage lineage,
            ArtefactStore store,
            Stages stages,
            Progress progress,
            Closing closing,
            Surroundings surroundings,
            Meters meters,
            WorkSettings settings) {
        this.ledger = ledger;
        this.lineage = lineage;
        this.store = store;
        this.stages = stages;
        this.progress = progress;
        this.closing = closing;
        this.surroundings = surroundings;
        this.meters = meters;
        this.settings = settings;
        this.lease = settings.lease();
    }

    Execution make(Task<?> task, Lease held) {
        try {
            return makeOnce(task, held);
        } catch (ProblemException e) {
            if (!repairedInputs(task, e)) {
                throw e;
            }
            return makeOnce(task, held);
        }
    }

    private Execution makeOnce(Task<?> task, Lease held) {
        Instant started = now();
        Made made = made(task, held);
        return new Execution(
                task.recipe(),
                made.outputs(),
                made.summary(),
                surroundings.asMap(),
                held.claim().attempt(),
                started,
                now());
    }

    private Made made(Task<?> task, Lease held) {
        try (Vigil vigil = new Vigil(ledger, held, closing, task.experiment(), task.step(), timeout(task))) {
            StepWorkshop workshop = new StepWorkshop(
                    store, ledger, held, vigil, task.experiment(), task.step(), task.verifies(), progress::tell);
            Made made = vigil.over(() -> task.make(new Inputs(store, task.recipe().inputs()), workshop));
            workshop.tell();
            count(task, workshop);
            return made;
        }
    }

    private Optional<Timespan> timeout(Task<?> task) {
        StageName stage = task.step().stage();
        return task.asked().conduct().of(stage).timeout().or(() -> settings.timeout(stage));
    }

    private void count(Task<?> task, StepWorkshop workshop) {
        if (workshop.partsFound() + workshop.partsMade() > 0) {
            meters.parts(task.step().stage(), workshop.partsFound(), workshop.partsMade());
            LOG.infof(
                    "%s (experiment %s): %d parts were recorded already, %d were made now",
                    task.step().id(), task.experiment(), workshop.partsFound(), workshop.partsMade());
        }
    }

    /// @return whether the failure was a damaged input, and all inputs are intact now
    private boolean repairedInputs(Task<?> task, ProblemException failure) {
        boolean damage = failure.problem() instanceof Problem.ArtefactDamaged
                || failure.problem() instanceof Problem.ArtefactMissing;
        if (!damage) {
            return false;
        }
        List<Digest> damaged = damaged(task.recipe().inputs().values().stream().toList());
        return !damaged.isEmpty() && damaged.stream().allMatch(input -> repaired(task, input));
    }

    private List<Digest> damaged(List<Digest> artefacts) {
        Damage damage = new Damage(store);
        return artefacts.stream().filter(input -> damage.of(input).isPresent()).toList();
    }

    private boolean repaired(Task<?> task, Digest input) {
        return lineage.making(input).stream().anyMatch(recorded -> madeAgain(task, input, recorded));
    }

    private boolean madeAgain(Task<?> task, Digest input, Recorded recorded) {
        Recipe recipe = recorded.execution().recipe();
        Optional<Task<?>> again = stages.find(recipe.stage())
                .<Task<?>>flatMap(stage -> recorded.slice().<Task<?>>map(slice -> task(stage, slice, recorded, task)))
                .filter(found -> found.recipe().equals(recipe));
        if (again.isEmpty()) {
            return false;
        }
        LOG.warnf("%s needs %s, which is damaged: %s makes it again", task.step().id(), input.brief(),
                recipe.stage().label());
        Claim claim = ledger.claim(recipe, surroundings.worker(), lease)
                .orElseThrow(() -> new ClaimHeldException(recipe.digest()));
        try (Lease held = new Lease(ledger, claim, lease)) {
            make(again.get(), held);
            if (ledger.record(claim, recorded.execution(), again.get().sliceTree(), List.of())) {
                held.recorded();
            }
        }
        return damaged(List.of(input)).isEmpty();
    }

    private static Task<?> task(Stage<?> stage, Map<String, Object> slice, Recorded recorded, Task<?> wanted) {
        StageSpec spec = RecordFormat.read(StageSpec.class, slice);
        Step step = new Step(
                wanted.step().id() + "/repair-" + stage.name().label(), spec, Optional.empty(), 0, List.of());
        Event.StepDone asked = new Event.StepDone(
                wanted.experiment(),
                Event.Mode.REUSE,
                Optional.empty(),
                Optional.of(step),
                recorded.execution().recipe().inputs());
        return Task.of(stage, asked, step);
    }

    /// As exact as the ledger keeps it.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
