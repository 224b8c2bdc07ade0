package consilium.runtime.ledger;

import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Answers all that is asked before a step begins in one question, and takes the claim with it where there is something
/// to make: between two stages, the way to the database and back is most of the time.
@ApplicationScoped
public class Briefings {

    private static final String TAKE = """
            insert into claim (recipe, fence, worker, until, attempt)
            select asked.recipe, nextval('fence'), ?, clock_timestamp() + ? * interval '1 millisecond', 1
            from (select cast(? as text) as recipe) asked
            where not exists (select from cancelled_experiment where experiment = ?)
            and (select count(*) from outbox where id = any (?)) < ?
            and (? or not exists (select from execution where execution.recipe = asked.recipe))
            """ + Claims.UNLESS_HELD + ";";

    private static final String ASK = """
            select exists (select 1 from cancelled_experiment c where c.experiment = ?),
                   (select count(*) from outbox o where o.id = any (?)),
                   e.stage, e.revision, e.slice, e.summary, e.environment, e.attempt, e.started, e.finished,
                   (select json_object_agg(i.role, i.artefact) from execution_input i where i.recipe = e.recipe),
                   (select json_object_agg(o.role, o.artefact) from execution_output o where o.recipe = e.recipe)
            from (select cast(? as text) as recipe) asked left join execution e on e.recipe = asked.recipe""";

    /// A claim that is lost with the database's machine is taken again, by the same worker or another, and only one of
    /// two who hold it records.
    private static final String TAKE_AND_ASK = TAKE + "select " + Sql.UNHURRIED + ";" + ASK;

    /// What is asked over one connection.
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private final DataSource database;

    Briefings(DataSource database) {
        this.database = database;
    }

    /// What is recorded is seen by the second statement, and so as it is once the claim is taken. Outside a transaction
    /// both are one, which ends with the answer: the way to the database is gone once.
    ///
    /// @param events   the ids of those that tell of the step when it is made
    /// @param verifies whether what is recorded is to be made again
    public Briefing of(
            String experiment,
            Digest recipe,
            Collection<String> events,
            boolean verifies,
            String worker,
            Duration lease) {
        return answer(connection -> {
            Array ids = Sql.texts(connection, events, id -> id);
            try (PreparedStatement statement = connection.prepareStatement(TAKE_AND_ASK)) {
                statement.setString(1, worker);
                statement.setLong(2, lease.toMillis());
                statement.setString(3, recipe.hex());
                statement.setString(4, experiment);
                statement.setArray(5, ids);
                statement.setInt(6, events.size());
                statement.setBoolean(7, verifies);
                ask(statement, 7, experiment, recipe, ids);
                statement.execute();
                Optional<Claim> claim = claim(recipe, statement);
                statement.getMoreResults();
                return Sql.next(statement, row -> briefing(claim, row, events.size()));
            } finally {
                ids.free();
            }
        });
    }

    /// What the ledger has under a recipe.
    Optional<Execution> recorded(Digest recipe) {
        return answer(connection -> {
            Array none = Sql.texts(connection, List.<String>of(), id -> id);
            try (PreparedStatement statement = connection.prepareStatement(ASK)) {
                ask(statement, 0, "", recipe, none);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return briefing(Optional.empty(), row, 0).recorded();
                }
            } finally {
                none.free();
            }
        });
    }

    private <T> T answer(Question<T> question) {
        try (Connection connection = database.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private static void ask(PreparedStatement statement, int after, String experiment, Digest recipe, Array events)
            throws SQLException {
        statement.setString(after + 1, experiment);
        statement.setArray(after + 2, events);
        statement.setString(after + 3, recipe.hex());
    }

    private static Optional<Claim> claim(Digest recipe, PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            return row.next() ? Optional.of(new Claim(recipe, row.getLong(1), row.getInt(2))) : Optional.empty();
        }
    }

    private static Briefing briefing(Optional<Claim> claim, ResultSet row, int events) throws SQLException {
        return new Briefing(claim, row.getBoolean(1), row.getInt(2) == events, execution(row));
    }

    private static Optional<Execution> execution(ResultSet row) throws SQLException {
        String stage = row.getString(3);
        if (stage == null) {
            return Optional.empty();
        }
        Recipe recipe = new Recipe(
                StageName.labelled(stage),
                row.getInt(4),
                new Digest(row.getString(5)),
                digests(row.getString(11)));
        return Optional.of(new Execution(
                recipe,
                digests(row.getString(12)),
                Json.map(row.getString(6)),
                Json.map(row.getString(7)),
                row.getInt(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getObject(10, OffsetDateTime.class).toInstant()));
    }

    /// @param json null where there are none
    private static Map<String, Digest> digests(@Nullable String json) {
        Map<String, Digest> digests = new TreeMap<>();
        if (json != null) {
            Json.map(json).forEach((role, hex) -> digests.put(role, new Digest(String.valueOf(hex))));
        }
        return digests;
    }
}
