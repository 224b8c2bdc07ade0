package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.orchestrate.StepState;
import consilium.runtime.format.Trees;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/// Notes what was done of many experiments on one way to the database: whatever is done anywhere passes through here, and
/// the mapper would read and compare each row that it changes.
@ApplicationScoped
class StepsDone {

    /// The second statement sees what the first waited for. Experiments are locked in the order of their ids, so that two
    /// who do this never wait for each other.
    private static final String NOTE = """
            select id from experiment where id = any (?) and state = 'RUNNING' order by id for update;
            with fact as (
                     select * from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                                          cast(? as text[]), cast(? as text[]), cast(? as bigint[]), cast(? as text[]))
                         with ordinality
                         as fact (experiment, step, outcome, recipe, outputs, summary, millis, differs, place)),
                 met as (
                     select fact.*, step.position, step.state as was, experiment.version as before
                     from fact
                     join experiment on experiment.id = fact.experiment and experiment.state = 'RUNNING'
                     join experiment_step step on step.experiment = fact.experiment and step.step = fact.step),
                 waited as (
                     select *, before + row_number() over (partition by experiment order by place) as version
                     from met
                     where was = 'WAITING' and not exists (select from met where was in ('FAILED', 'CANCELLED'))),
                 done as (
                     update experiment_step step
                     set state = waited.outcome, recipe = waited.recipe, outputs = waited.outputs,
                         summary = waited.summary, millis = waited.millis, differs = waited.differs, problem = null,
                         version = waited.version
                     from waited
                     where step.experiment = waited.experiment and step.position = waited.position
                     returning step.experiment, step.version),
                 counted as (
                     update experiment
                     set steps_done = steps_done + counts.steps, version = counts.version
                     from (select experiment, count(*) as steps, max(version) as version
                           from done group by experiment) counts
                     where id = counts.experiment
                     returning id, counts.steps as steps)
            select exists (select from met where was in ('FAILED', 'CANCELLED')),
                   array(select id from counted
                         where steps = (select count(*) from experiment_step
                                        where experiment = counted.id and state = 'WAITING')
                         order by id)""";

    private static final LinesText LINES = new LinesText();

    private final EntityManager entities;

    StepsDone(EntityManager entities) {
        this.entities = entities;
    }

    private record Fact(String experiment, Event.Done done) {}

    /// Notes the facts, of steps that were waited for, in experiments that run. Others are let pass; see
    /// [StepState#yieldsTo].
    ///
    /// @param facts each with something done
    /// @return the experiments of which now every step has ended, locked; nothing when some step had failed or was
    ///         cancelled, and nothing was noted
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<List<String>> note(List<Event.StepDone> facts) {
        Map<List<String>, Fact> first = new LinkedHashMap<>();
        for (Event.StepDone told : facts) {
            Event.Done done = told.done().orElseThrow();
            first.putIfAbsent(List.of(told.experiment(), done.step()), new Fact(told.experiment(), done));
        }
        return entities.unwrap(Session.class)
                .doReturningWork(database -> note(database, first.values()));
    }

    private static Optional<List<String>> note(Connection database, Collection<Fact> facts) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(NOTE)) {
            statement.setArray(1, Sql.texts(database, facts, Fact::experiment));
            statement.setArray(2, Sql.texts(database, facts, Fact::experiment));
            statement.setArray(3, Sql.texts(database, facts, fact -> fact.done().step()));
            statement.setArray(4, Sql.texts(database, facts, fact -> StepState.of(fact.done().outcome()).name()));
            statement.setArray(5, Sql.texts(database, facts, fact -> fact.done().recipe().hex()));
            statement.setArray(
                    6, Sql.texts(database, facts, fact -> Trees.pretty(StepRow.hex(fact.done().outputs()))));
            statement.setArray(7, Sql.texts(database, facts, fact -> Trees.pretty(fact.done().summary())));
            statement.setArray(8, Sql.numbers(database, facts, fact -> fact.done().millis()));
            statement.setArray(
                    9, Sql.texts(database, facts, fact -> LINES.convertToDatabaseColumn(fact.done().differs())));
            statement.execute();
            return Sql.next(
                    statement,
                    row -> row.getBoolean(1)
                            ? Optional.empty()
                            : Optional.of(List.of((String[]) row.getArray(2).getArray())));
        }
    }
}
