package consilium.runtime.work;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.event.Event;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.CancelledException;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Workshop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where a step works that was asked for by an event.
final class StepWorkshop implements Workshop {

    private static final Logger LOG = Logger.getLogger(StepWorkshop.class);
    private static final long TELL_EVERY = 250_000_000L;

    private final ArtefactStore store;
    private final Ledger ledger;
    private final Lease lease;
    private final Vigil vigil;
    private final String experiment;
    private final Step step;
    private final boolean verifies;
    private final Consumer<Event.StageProgressed> listener;
    private final long begun = System.nanoTime();
    private long told = begun - TELL_EVERY;
    private Event.@Nullable StageProgressed untold;
    private int partsFound;
    private int partsMade;

    StepWorkshop(
            ArtefactStore store,
            Ledger ledger,
            Lease lease,
            Vigil vigil,
            String experiment,
            Step step,
            boolean verifies,
            Consumer<Event.StageProgressed> listener) {
        this.store = store;
        this.ledger = ledger;
        this.lease = lease;
        this.vigil = vigil;
        this.experiment = experiment;
        this.step = step;
        this.verifies = verifies;
        this.listener = listener;
    }

    @Override
    public ArtefactWriter artefact(String kind, int version) {
        return new ArtefactWriter(store, kind, version);
    }

    @Override
    public synchronized void progress(long done, long total, String unit, Map<String, Double> figures) {
        vigil.requireWanted();
        long now = System.nanoTime();
        untold = new Event.StageProgressed(
                experiment,
                step.id(),
                step.stage(),
                step.method(),
                done,
                total,
                unit,
                finite(figures),
                (now - begun) / 1_000_000);
        if (now - told >= TELL_EVERY) {
            told = now;
            tell();
        }
    }

    /// Tells the last progress when it was held back.
    synchronized void tell() {
        if (untold != null) {
            listener.accept(untold);
            untold = null;
        }
    }

    /// A replay looks nothing up: it is to find out whether what was recorded can be made again.
    @Override
    public Map<String, Artefact> part(Inputs part, Supplier<Made> make) {
        Digest recipe = step.recipe(part.digests(), Map.of()).digest();
        Optional<Map<String, Digest>> recorded = verifies
                ? Optional.empty()
                : ledger.find(recipe).map(Execution::outputs)
                        .filter(outputs -> new Damage(store).in(outputs).isEmpty());
        partsFound += recorded.isPresent() ? 1 : 0;
        partsMade += recorded.isPresent() ? 0 : 1;
        Map<String, Artefact> outputs = new LinkedHashMap<>();
        recorded.orElseGet(() -> make.get().outputs())
                .forEach((role, digest) -> outputs.put(role, store.artefact(digest)));
        return outputs;
    }

    /// How many parts of the step's input had been worked on before.
    int partsFound() {
        return partsFound;
    }

    int partsMade() {
        return partsMade;
    }

    /// A checkpoint that cannot be read is as good as none.
    @Override
    public Optional<Artefact> checkpoint() {
        return ledger.checkpoint(lease.claim().recipe()).flatMap(this::intact);
    }

    @Override
    public void checkpoint(Digest artefact) {
        if (!ledger.checkpoint(lease.claim(), artefact)) {
            throw new CancelledException("another worker has taken over " + step.id());
        }
        vigil.requireWanted();
    }

    private Optional<Artefact> intact(Digest digest) {
        try {
            Artefact artefact = store.artefact(digest);
            artefact.damage().ifPresent(problem -> {
                throw problem.toException();
            });
            return Optional.of(artefact);
        } catch (ProblemException e) {
            LOG.warnf("%s starts afresh, its checkpoint cannot be used: %s", step.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /// JSON has no word for numbers that are none.
    private static Map<String, Double> finite(Map<String, Double> figures) {
        Map<String, Double> finite = new TreeMap<>(figures);
        finite.values().removeIf(value -> !Double.isFinite(value));
        return finite;
    }
}
