package consilium.runtime.queue;

import consilium.kernel.plan.StageName;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.runtime.kafka.Topics;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says of the steps that wait what they wait for, to whoever asks how an experiment is.
@ApplicationScoped
public class WaitingReasons {

    private static final String WAITING = """
            select q.step, q.stage, q.priority, coalesce(q.concurrency, 0), q.attempts,
                   case when q.not_before > clock_timestamp() then q.not_before end,
                   (select count(*) from queued_step o
                    where o.installation = q.installation and o.stage = q.stage
                      and o.until is null
                      and (o.priority, o.start_tag, o.queued, o.id) < (q.priority, q.start_tag, q.queued, q.id))
            from queued_step q
            where q.installation = ? and q.experiment = ? and q.until is null""";

    private static final String AT_WORK = """
            select stage, count(*), count(*) filter (where experiment = ?) from queued_step
            where installation = ? and until is not null group by stage""";

    private final Sql sql;
    private final SlotPools pools;
    private final String installation;

    WaitingReasons(Sql sql, SlotPools pools, Topics topics) {
        this.sql = sql;
        this.pools = pools;
        this.installation = topics.prefix();
    }

    /// @return by the step's id; a step that is not in the queue is left out
    @Transactional
    public Map<String, String> of(String experiment) {
        List<Waiting> waiting = sql.rows(Waiting::of, WAITING, installation, experiment);
        if (waiting.isEmpty()) {
            return Map.of();
        }
        Map<StageName, Integer> atWork = new EnumMap<>(StageName.class);
        Map<StageName, Integer> own = new EnumMap<>(StageName.class);
        sql.rows(
                row -> {
                    StageName stage = stage(row[0]);
                    atWork.put(stage, number(row[1]));
                    own.put(stage, number(row[2]));
                    return stage;
                },
                AT_WORK, experiment, installation);
        Map<String, String> reasons = new HashMap<>();
        waiting.forEach(step -> reasons.put(
                step.step(),
                step.reason(pools.full(step.stage(), atWork), own.getOrDefault(step.stage(), 0))));
        return reasons;
    }

    private static StageName stage(@Nullable Object label) {
        return StageName.labelled(String.valueOf(label));
    }

    private static int number(@Nullable Object column) {
        return ((Number) Objects.requireNonNull(column)).intValue();
    }

    /// A step that waits.
    ///
    /// @param concurrency of its experiment in the stage; 0: no limit
    /// @param attempts    that failed
    /// @param notBefore   when its next attempt may begin, where that is to come
    /// @param before      steps of the stage that wait in front of it
    record Waiting(
            String step,
            StageName stage,
            Priority priority,
            int concurrency,
            int attempts,
            Optional<Instant> notBefore,
            int before) {

        static Waiting of(@Nullable Object[] row) {
            return new Waiting(
                    String.valueOf(row[0]),
                    WaitingReasons.stage(row[1]),
                    Priority.values()[number(row[2])],
                    number(row[3]),
                    number(row[4]),
                    Optional.ofNullable((Instant) row[5]),
                    number(row[6]));
        }

        /// @param full   the pool that has no slot left for the stage
        /// @param atWork steps of the stage that the experiment itself has at work
        String reason(Optional<SlotPools.Pool> full, int atWork) {
            if (notBefore.isPresent()) {
                return "attempt " + attempts + " failed, the next begins at "
                        + notBefore.get().truncatedTo(ChronoUnit.SECONDS);
            }
            if (concurrency > 0 && atWork >= concurrency) {
                return "behind the experiment's own limit " + stage.label() + "=" + concurrency;
            }
            String line = before + " steps before it, priority " + priority.name().toLowerCase(Locale.ROOT);
            return full.map(pool -> "behind limit " + pool.name() + "=" + pool.size() + ", " + line)
                    .orElse("for a free worker, " + line);
        }
    }
}
