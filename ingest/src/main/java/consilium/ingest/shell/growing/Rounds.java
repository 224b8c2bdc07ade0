package consilium.ingest.shell.growing;

import consilium.kernel.problem.ProblemException;
import consilium.runtime.ledger.Sql;
import consilium.runtime.work.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Compares every bound project with what arrived, again and again.
@Singleton
class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final Reconciler reconciler;
    private final Sources sources;
    private final Duration every;
    private @Nullable Recurring rounds;

    Rounds(
            Reconciler reconciler,
            Sources sources,
            @ConfigProperty(name = "consilium.ingest.reconcile-every") Duration every) {
        this.reconciler = reconciler;
        this.sources = sources;
        this.every = every;
    }

    void start(@Observes StartupEvent event) {
        if (every.isPositive()) {
            rounds = Recurring.start("comparing exports", every, () -> sources.all().forEach(this::compare));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }

    private void compare(Sources.Bound bound) {
        try {
            LOG.infof("%s compared with %s: %s", bound.dataset(), bound.tool().label(),
                    reconciler.fetch(bound.dataset(), bound.tool()));
        } catch (ProblemException e) {
            LOG.warnf("%s cannot be compared with %s: %s", bound.dataset(), bound.tool().label(),
                    e.problem().detail());
        }
    }

    /// Which data sets are bound to which tools.
    @Singleton
    static class Sources {

        private final Sql sql;

        Sources(Sql sql) {
            this.sql = sql;
        }

        record Bound(String dataset, Tool tool) {}

        @Transactional
        @ActivateRequestContext
        List<Bound> all() {
            return sql.rows(row -> new Bound(String.valueOf(row[0]), Tool.of(row[1])),
                    "select distinct dataset, tool from growing_source order by dataset, tool");
        }

        /// @throws ProblemException `NotFound` from the caller's look at the data set
        @Transactional
        void bind(String dataset, Tool tool, String project) {
            sql.update("insert into growing_source (dataset, tool, project) values (?1, ?2, ?3) on conflict do nothing",
                    dataset, tool.label(), project);
        }
    }
}
