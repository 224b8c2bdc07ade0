package consilium.runtime.queue;

import consilium.kernel.plan.StageName;
import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.runtime.kafka.Topics;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/// Steps that have to wait, in the database: what is kept there is lost by nobody's death, and several processes agree on
/// whose turn it is.
///
/// It is the turn of the most urgent step; of these of the first in the fair order (see [StartTags]); of these of the one
/// that waits for longest. Every eighth turn belongs to the step that waits for longest, however urgent others are: so
/// nobody waits for ever behind a stream of urgent steps, and an urgent step waits for one turn more at most. An
/// experiment at its own limit lets others pass.
///
/// A step at work keeps its row, under a lease that its worker renews: a slot is taken while the row is at work, so
/// whoever dies gives it back by dying, and the step waits again. Turns of a stage are given one at a time in the whole
/// installation, those of stages that take from pools under one lock, since a pool may be shared. The database's clock is
/// the only one that counts.
@ApplicationScoped
public class StepQueue {

    /// Of so many turns one goes by age alone.
    static final int ONE_IN = 8;

    private static final String PUT = """
            insert into queued_step (id, installation, stage, experiment, step, priority, concurrency, topic, partition,
                                     place, key, value, header_names, header_values, attempts, start_tag, queued,
                                     not_before)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 microsecond',
                    clock_timestamp() + ? * interval '1 millisecond')
            on conflict (installation, id)
            """;

    private static final String PUT_NEW = PUT + "do nothing";

    private static final String PUT_BACK = PUT + """
            do update set attempts = excluded.attempts, not_before = excluded.not_before,
                          until = null, worker = null, fence = null
            where queued_step.worker = ? or queued_step.until is null or queued_step.until < clock_timestamp()""";

    private static final String OPEN_LINE = """
            insert into queue_line (installation, stage, priority) values (?, ?, 0), (?, ?, 1), (?, ?, 2)
            on conflict do nothing""";

    private static final String REACHED =
            "select priority, reached from queue_line where installation = ? and stage = ?";

    private static final String LAST_TAGS = """
            select experiment, max(start_tag) from queued_step
            where installation = ? and stage = ? and experiment = any(?) group by experiment""";

    private static final String LOCK_POOLS = "select pg_advisory_xact_lock(hashtextextended(?, 8317))";

    private static final String AT_WORK = """
            select stage, count(*) from queued_step where installation = ? and until is not null group by stage""";

    /// Held until the turn is given. Whoever waits for it reads what the one before has written.
    private static final String LOCK_LINE = """
            select turns from queue_line where installation = ? and stage = ? order by priority for update""";

    private static final String TAKE = """
            with next as materialized (
                select id, priority, start_tag from queued_step
                where installation = ? and stage = ? and until is null and not_before <= clock_timestamp()
                  and experiment not in (
                      select experiment from queued_step
                      where installation = ? and stage = ? and until is not null
                      group by experiment having count(*) >= min(concurrency))
                order by %s limit 1),
            turn as (
                update queue_line l set turns = l.turns + 1, reached = greatest(l.reached, next.start_tag) from next
                where l.installation = ? and l.stage = ? and l.priority = next.priority)
            update queued_step q
            set until = clock_timestamp() + ? * interval '1 millisecond', worker = ?, fence = nextval('fence')
            from next where q.installation = ? and q.id = next.id and q.until is null
            returning q.fence, q.id, q.experiment, q.step, q.priority, q.concurrency, q.topic, q.partition, q.place,
                      q.key, q.value, q.header_names, q.header_values, q.attempts, """ + Sql.UNHURRIED;

    private static final String TAKE_FAIREST = TAKE.formatted("priority, start_tag, queued, id");

    private static final String TAKE_OLDEST = TAKE.formatted("queued, id");

    private static final String FINISH = "delete from queued_step where installation = ? and id = ? and fence = ?";

    private static final String WAITING = """
            select experiment, priority, count(*) from queued_step
            where installation = ? and stage = ? and until is null and not_before <= clock_timestamp()
            group by experiment, priority""";

    private static final String LENGTHS = """
            select stage, count(*) filter (where until is null and not_before <= clock_timestamp()),
                   count(*) filter (where until is null and not_before > clock_timestamp()),
                   count(*) filter (where until is not null)
            from queued_step where installation = ? group by stage""";

    private final EntityManager entities;
    private final SlotPools pools;
    private final String installation;

    StepQueue(EntityManager entities, SlotPools pools, Topics topics) {
        this.entities = entities;
        this.pools = pools;
        this.installation = topics.prefix();
    }

    /// Lets new steps wait. One that is here already, waiting or at work, is the same step told again.
    ///
    /// @param steps of one stage, one or more, the oldest first
    @Transactional
    public void put(List<QueuedStep> steps) {
        entities.unwrap(Session.class).doWork(database -> {
            try (PreparedStatement put = database.prepareStatement(PUT_NEW)) {
                for (Joining joining : joining(database, steps)) {
                    set(put, database, joining);
                    put.addBatch();
                }
                put.executeBatch();
            }
        });
    }

    /// Lets a step that failed wait for its next attempt; where it was here before it keeps its place. The turn that it
    /// had ends, unless another worker has it by now.
    ///
    /// @param worker with whom it failed
    @Transactional
    public void putBack(QueuedStep step, String worker) {
        entities.unwrap(Session.class).doWork(database -> {
            try (PreparedStatement put = database.prepareStatement(PUT_BACK)) {
                put.setString(set(put, database, joining(database, List.of(step)).getFirst()), worker);
                put.executeUpdate();
            }
        });
    }

    /// The step whose turn it is, if a slot is free for it.
    ///
    /// @param worker who takes it
    /// @param lease  for how long it is the worker's, unless it is renewed
    @Transactional
    public Optional<Turn> take(StageName stage, String worker, Duration lease) {
        return entities.unwrap(Session.class).doReturningWork(database -> take(database, stage, worker, lease));
    }

    /// The step is done and leaves the queue, and its worker takes the next of the stage, if there is one.
    @Transactional
    public Optional<Turn> takeAfter(Turn done, String worker, Duration lease) {
        return entities.unwrap(Session.class).doReturningWork(database -> {
            finish(database, done);
            return take(database, done.step().stage(), worker, lease);
        });
    }

    /// Prolongs turns. One that somebody else has by now stays theirs.
    @Transactional
    public void renew(Collection<Long> fences, Duration lease) {
        entities.createNativeQuery("update queued_step set until = clock_timestamp() + ?1 * interval '1 millisecond'"
                + " where installation = ?2 and fence in (?3)")
                .setParameter(1, lease.toMillis())
                .setParameter(2, installation)
                .setParameter(3, fences)
                .executeUpdate();
    }

    /// The step is done, and leaves the queue.
    @Transactional
    public void finish(Turn turn) {
        entities.unwrap(Session.class).doWork(database -> finish(database, turn));
    }

    /// The step waits again, at the place it had.
    @Transactional
    public void giveBack(Turn turn) {
        entities.createNativeQuery("update queued_step set until = null, worker = null, fence = null"
                + " where installation = ?1 and id = ?2 and fence = ?3")
                .setParameter(1, installation)
                .setParameter(2, turn.step().id())
                .setParameter(3, turn.fence())
                .executeUpdate();
    }

    /// How long the queue is; a stage of which nothing is in it is left out.
    @Transactional
    public Map<StageName, QueueLength> lengths() {
        return entities.unwrap(Session.class).doReturningWork(database -> {
            Map<StageName, QueueLength> lengths = new EnumMap<>(StageName.class);
            try (PreparedStatement ask = database.prepareStatement(LENGTHS)) {
                ask.setString(1, installation);
                try (ResultSet row = ask.executeQuery()) {
                    while (row.next()) {
                        lengths.put(
                                StageName.labelled(row.getString(1)),
                                new QueueLength(row.getInt(2), row.getInt(3), row.getInt(4)));
                    }
                }
            }
            return lengths;
        });
    }

    /// The steps of the stage that could begin, by experiment.
    @Transactional
    public List<Backlog.Queued> waiting(StageName stage) {
        return entities.unwrap(Session.class).doReturningWork(database -> {
            List<Backlog.Queued> waiting = new ArrayList<>();
            try (PreparedStatement ask = database.prepareStatement(WAITING)) {
                ask.setString(1, installation);
                ask.setString(2, stage.label());
                try (ResultSet row = ask.executeQuery()) {
                    while (row.next()) {
                        waiting.add(new Backlog.Queued(row.getString(1), priority(row, 2), row.getInt(3)));
                    }
                }
            }
            return waiting;
        });
    }

    /// Lets steps wait again whose lease is over: whoever had one and did not give it back has died over it, which counts
    /// as an attempt.
    ///
    /// @return how many
    @Transactional
    public int reclaim() {
        return entities.createNativeQuery("update queued_step set until = null, worker = null, fence = null,"
                + " attempts = attempts + 1 where installation = ?1 and until < clock_timestamp()")
                .setParameter(1, installation)
                .executeUpdate();
    }

    /// Forgets the waiting steps of experiments that were cancelled.
    @Transactional
    public void tidy() {
        entities.createNativeQuery("delete from queued_step where installation = ?1 and until is null"
                + " and experiment in (select experiment from cancelled_experiment)")
                .setParameter(1, installation)
                .executeUpdate();
    }

    /// The steps with their places; whoever puts steps puts them in the order of their ids, so that nobody waits for
    /// another's row who waits for his.
    private List<Joining> joining(Connection database, List<QueuedStep> steps) throws SQLException {
        StageName stage = steps.getFirst().stage();
        open(database, stage);
        StartTags tags = new StartTags(reached(database, stage), lastTags(database, stage, steps));
        List<Joining> joining = new ArrayList<>();
        for (QueuedStep step : steps) {
            joining.add(new Joining(step, tags.next(step.experiment(), step.priority()), joining.size()));
        }
        joining.sort(Comparator.comparing(placed -> placed.step().id()));
        return joining;
    }

    private void open(Connection database, StageName stage) throws SQLException {
        try (PreparedStatement open = database.prepareStatement(OPEN_LINE)) {
            int at = 0;
            for (Priority priority : Priority.values()) {
                open.setString(++at, installation);
                open.setString(++at, stage.label());
            }
            open.executeUpdate();
        }
    }

    private Map<Priority, Long> reached(Connection database, StageName stage) throws SQLException {
        Map<Priority, Long> reached = new EnumMap<>(Priority.class);
        try (PreparedStatement ask = database.prepareStatement(REACHED)) {
            ask.setString(1, installation);
            ask.setString(2, stage.label());
            try (ResultSet row = ask.executeQuery()) {
                while (row.next()) {
                    reached.put(priority(row, 1), row.getLong(2));
                }
            }
        }
        return reached;
    }

    private Map<String, Long> lastTags(Connection database, StageName stage, List<QueuedStep> steps)
            throws SQLException {
        Map<String, Long> last = new HashMap<>();
        List<String> experiments = steps.stream().map(QueuedStep::experiment).distinct().toList();
        try (PreparedStatement ask = database.prepareStatement(LAST_TAGS)) {
            ask.setString(1, installation);
            ask.setString(2, stage.label());
            ask.setArray(3, Sql.texts(database, experiments, experiment -> experiment));
            try (ResultSet row = ask.executeQuery()) {
                while (row.next()) {
                    last.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return last;
    }

    /// @return the place of the next parameter
    private int set(PreparedStatement put, Connection database, Joining joining) throws SQLException {
        QueuedStep step = joining.step();
        int at = 0;
        put.setString(++at, step.id());
        put.setString(++at, installation);
        put.setString(++at, step.stage().label());
        put.setString(++at, step.experiment());
        put.setString(++at, step.step());
        put.setInt(++at, step.priority().ordinal());
        put.setObject(++at, step.concurrency().orElse(null), Types.INTEGER);
        put.setString(++at, step.topic());
        put.setInt(++at, step.partition());
        put.setLong(++at, step.offset());
        put.setString(++at, step.key());
        put.setBytes(++at, step.value());
        put.setArray(++at, Sql.texts(database, step.headers().keySet(), name -> name));
        put.setArray(++at, database.createArrayOf("bytea", step.headers().values().toArray(new byte[0][])));
        put.setInt(++at, step.attempts());
        put.setLong(++at, joining.startTag());
        put.setInt(++at, joining.nth());
        put.setLong(++at, step.pause().toMillis());
        return ++at;
    }

    private void finish(Connection database, Turn turn) throws SQLException {
        try (PreparedStatement finish = database.prepareStatement(FINISH)) {
            finish.setString(1, installation);
            finish.setString(2, turn.step().id());
            finish.setLong(3, turn.fence());
            finish.executeUpdate();
        }
    }

    private Optional<Turn> take(Connection database, StageName stage, String worker, Duration lease)
            throws SQLException {
        if (pools.limits(stage)) {
            lockPools(database);
            if (pools.full(stage, atWork(database)).isPresent()) {
                return Optional.empty();
            }
        }
        long turn = 1 + turns(database, stage);
        try (PreparedStatement take = database.prepareStatement(turn % ONE_IN == 0 ? TAKE_OLDEST : TAKE_FAIREST)) {
            int at = 0;
            for (int place = 0; place < 3; place++) {
                take.setString(++at, installation);
                take.setString(++at, stage.label());
            }
            take.setLong(++at, lease.toMillis());
            take.setString(++at, worker);
            take.setString(++at, installation);
            try (ResultSet row = take.executeQuery()) {
                return row.next() ? Optional.of(turn(stage, row)) : Optional.empty();
            }
        }
    }

    private void lockPools(Connection database) throws SQLException {
        try (PreparedStatement lock = database.prepareStatement(LOCK_POOLS)) {
            lock.setString(1, installation);
            lock.executeQuery().close();
        }
    }

    /// How many turns the stage has given; nobody else gives one before the transaction ends.
    private long turns(Connection database, StageName stage) throws SQLException {
        long turns = 0;
        try (PreparedStatement lock = database.prepareStatement(LOCK_LINE)) {
            lock.setString(1, installation);
            lock.setString(2, stage.label());
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    turns += row.getLong(1);
                }
            }
        }
        return turns;
    }

    private Map<StageName, Integer> atWork(Connection database) throws SQLException {
        Map<StageName, Integer> atWork = new EnumMap<>(StageName.class);
        try (PreparedStatement ask = database.prepareStatement(AT_WORK)) {
            ask.setString(1, installation);
            try (ResultSet row = ask.executeQuery()) {
                while (row.next()) {
                    atWork.put(StageName.labelled(row.getString(1)), row.getInt(2));
                }
            }
        }
        return atWork;
    }

    private static Turn turn(StageName stage, ResultSet row) throws SQLException {
        return new Turn(
                row.getLong(1),
                new QueuedStep(
                        row.getString(2),
                        stage,
                        row.getString(3),
                        row.getString(4),
                        priority(row, 5),
                        concurrency(row, 6),
                        row.getString(7),
                        row.getInt(8),
                        row.getLong(9),
                        row.getString(10),
                        row.getBytes(11),
                        headers(row.getArray(12), row.getArray(13)),
                        row.getInt(14),
                        Duration.ZERO));
    }

    private static Priority priority(ResultSet row, int column) throws SQLException {
        return Priority.values()[row.getInt(column)];
    }

    private static Optional<Integer> concurrency(ResultSet row, int column) throws SQLException {
        int given = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(given);
    }

    private static Map<String, byte[]> headers(Array names, Array values) throws SQLException {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        String[] keys = (String[]) names.getArray();
        byte[][] contents = (byte[][]) values.getArray();
        for (int i = 0; i < keys.length; i++) {
            headers.put(keys[i], contents[i]);
        }
        return headers;
    }

    /// A step that joins the queue.
    ///
    /// @param nth of those that join together, from 0
    private record Joining(QueuedStep step, long startTag, int nth) {}
}
