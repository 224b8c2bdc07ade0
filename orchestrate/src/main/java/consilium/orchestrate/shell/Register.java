package consilium.orchestrate.shell;

import consilium.kernel.event.Event.State;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.Step;
import consilium.runtime.format.Trees;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Where experiments and their plans are entered, each on one way to the database: every experiment passes through here,
/// and the mapper would write its steps one by one.
@ApplicationScoped
class Register {

    /// The first of two at once wins; the other waits for it, and enters nothing.
    private static final String ENTER = """
            insert into experiment (id, name, state, spec, spec_digest, replay_of, submitted)
            values (?, ?, 'REQUESTED', ?, ?, ?, ?) on conflict (id) do nothing;
            select name, state, spec_digest, replay_of, submitted from experiment where id = ? for update""";

    private static final String BEGIN = """
            with begun as (
                update experiment set state = 'RUNNING', steps = ?, version = version + 1 where id = ?
                returning id, version)
            insert into experiment_step (experiment, position, step, parent, stage, method, repeat, depth, state,
                                         outputs, summary, differs, version)
            select begun.id, plan.place - 1, plan.step, plan.parent, plan.stage, plan.method, plan.repeat, plan.depth,
                   'WAITING', ?, ?, '', begun.version
            from begun,
                 unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                        cast(? as bigint[]), cast(? as bigint[])) with ordinality
                     as plan (step, parent, stage, method, repeat, depth, place)""";

    private static final String NOTHING = Trees.pretty(Map.of());

    private final EntityManager entities;

    Register(EntityManager entities) {
        this.entities = entities;
    }

    /// An experiment as it stands in the register.
    ///
    /// @param fresh      whether it was entered just now
    /// @param specDigest of the spec under which it is known
    /// @param replay     the experiment that it replays
    record Entry(
            boolean fresh, String name, State state, String specDigest, Optional<String> replay, Instant submitted) {}

    /// Enters an experiment where its id is not known yet; the caller holds its lock afterwards.
    ///
    /// @param spec   as a tree
    /// @param digest of the spec
    @Transactional(Transactional.TxType.MANDATORY)
    Entry enter(String id, String name, Map<String, Object> spec, String digest, Optional<String> replay) {
        return entities.unwrap(Session.class)
                .doReturningWork(database -> enter(database, id, name, spec, digest, replay));
    }

    private static Entry enter(
            Connection database,
            String id,
            String name,
            Map<String, Object> spec,
            String digest,
            Optional<String> replay)
            throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(ENTER)) {
            statement.setString(1, id);
            statement.setString(2, name);
            statement.setString(3, Trees.pretty(spec));
            statement.setString(4, digest);
            statement.setString(5, replay.orElse(null));
            statement.setObject(6, Instant.now().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
            statement.setString(7, id);
            statement.execute();
            boolean fresh = statement.getUpdateCount() == 1;
            return Sql.next(
                    statement,
                    row -> new Entry(
                            fresh,
                            row.getString(1),
                            State.valueOf(row.getString(2)),
                            row.getString(3),
                            Optional.ofNullable(row.getString(4)),
                            row.getObject(5, OffsetDateTime.class).toInstant()));
        }
    }

    /// Enters the steps of an experiment, which runs from now on.
    ///
    /// @param id of one that is requested, locked
    @Transactional(Transactional.TxType.MANDATORY)
    void begin(String id, Plan plan) {
        List<Line> lines = new ArrayList<>();
        plan.roots().forEach(root -> add(root, null, 0, lines));
        entities.unwrap(Session.class).doWork(database -> begin(database, id, lines));
    }

    /// @param parent null at a root
    private record Line(Step step, @Nullable String parent, int depth) {}

    /// Parents first.
    private static void add(Step step, @Nullable String parent, int depth, List<Line> lines) {
        lines.add(new Line(step, parent, depth));
        step.children().forEach(child -> add(child, step.id(), depth + 1, lines));
    }

    private static void begin(Connection database, String id, List<Line> lines) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(BEGIN)) {
            statement.setInt(1, lines.size());
            statement.setString(2, id);
            statement.setString(3, NOTHING);
            statement.setString(4, NOTHING);
            statement.setArray(5, Sql.texts(database, lines, line -> line.step().id()));
            statement.setArray(6, Sql.texts(database, lines, Line::parent));
            statement.setArray(7, Sql.texts(database, lines, line -> line.step().stage().name()));
            statement.setArray(8, Sql.texts(database, lines, line -> line.step().method().orElse(null)));
            statement.setArray(9, Sql.numbers(database, lines, line -> line.step().repeat()));
            statement.setArray(10, Sql.numbers(database, lines, Line::depth));
            statement.executeUpdate();
        }
    }
}
