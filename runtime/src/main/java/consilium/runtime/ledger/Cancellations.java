package consilium.runtime.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/// Which experiments were cancelled: asked by every worker, told by the orchestrator.
@ApplicationScoped
public class Cancellations {

    /// From now on nobody works for the experiment. Cancelling it again changes nothing.
    @Transactional
    public void cancel(String experiment) {
        if (!cancelled(experiment)) {
            CancelledExperiment row = new CancelledExperiment();
            row.experiment = experiment;
            row.cancelled = Instant.now();
            row.persist();
        }
    }

    @Transactional
    public boolean cancelled(String experiment) {
        return CancelledExperiment.findById(experiment) != null;
    }
}
