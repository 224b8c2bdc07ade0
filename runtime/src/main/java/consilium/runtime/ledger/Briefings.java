package consilium.runtime.ledger;

import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Answers all that is asked before a step begins in one question: between two stages, the way to the database and back
/// is most of the time.
@ApplicationScoped
public class Briefings {

    private static final String ASK = """
            select exists (select 1 from cancelled_experiment c where c.experiment = ?),
                   (select count(*) from outbox o where o.id = any (?)),
                   e.stage, e.revision, e.slice, e.summary, e.environment, e.attempt, e.started, e.finished,
                   (select json_object_agg(i.role, i.artefact) from execution_input i where i.recipe = e.recipe),
                   (select json_object_agg(o.role, o.artefact) from execution_output o where o.recipe = e.recipe)
            from (select cast(? as text) as recipe) asked left join execution e on e.recipe = asked.recipe""";

    private final EntityManager entities;

    Briefings(EntityManager entities) {
        this.entities = entities;
    }

    /// @param events the ids of those that tell of the step when it is made
    @Transactional
    public Briefing of(String experiment, Digest recipe, Collection<String> events) {
        return entities.unwrap(Session.class).doReturningWork(database -> ask(database, experiment, recipe, events));
    }

    /// What the ledger has under a recipe.
    @Transactional
    Optional<Execution> recorded(Digest recipe) {
        return of("", recipe, List.of()).recorded();
    }

    private static Briefing ask(Connection database, String experiment, Digest recipe, Collection<String> events)
            throws SQLException {
        Array ids = database.createArrayOf("text", events.toArray());
        try (PreparedStatement statement = database.prepareStatement(ASK)) {
            statement.setString(1, experiment);
            statement.setArray(2, ids);
            statement.setString(3, recipe.hex());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Briefing(row.getBoolean(1), row.getInt(2) == events.size(), execution(row));
            }
        } finally {
            ids.free();
        }
    }

    private static Optional<Execution> execution(ResultSet row) throws SQLException {
        String stage = row.getString(3);
        if (stage == null) {
            return Optional.empty();
        }
        Recipe recipe = new Recipe(
                StageName.valueOf(stage.toUpperCase(Locale.ROOT)),
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
