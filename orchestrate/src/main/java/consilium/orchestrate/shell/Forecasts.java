package consilium.orchestrate.shell;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.Forecast;
import consilium.orchestrate.Planner;
import consilium.runtime.ledger.Lineage;
import consilium.runtime.ledger.Recorded;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Foretells what a spec would run, from the ledger and the store as they are.
@ApplicationScoped
public class Forecasts {

    private final Ledger ledger;
    private final ArtefactStore store;
    private final Lineage lineage;
    private final EngineConfig engine;

    Forecasts(Ledger ledger, ArtefactStore store, Lineage lineage, EngineConfig engine) {
        this.ledger = ledger;
        this.store = store;
        this.lineage = lineage;
        this.engine = engine;
    }

    public List<Forecast.Line> of(ExperimentSpec spec) {
        return new Forecast(ledger, store, this::ofSlice).of(new Planner().plan(spec, engine.spec()));
    }

    private List<Execution> ofSlice(StageName stage, Digest slice) {
        return lineage.ofSlice(slice).stream()
                .map(Recorded::execution)
                .filter(execution -> execution.recipe().stage() == stage)
                .toList();
    }
}
