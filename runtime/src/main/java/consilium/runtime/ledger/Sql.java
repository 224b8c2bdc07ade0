package consilium.runtime.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Statements with their parameters in order, and rows as columns, within the caller's transaction.
@ApplicationScoped
public class Sql {

    /// As a column of a statement: its transaction's end does not wait for the disk. For what holds for seconds anyway, such
    /// as a lease, or is done again without harm where the database's machine dies in the second after it.
    public static final String UNHURRIED = "set_config('synchronous_commit', 'off', true)";

    private final EntityManager entities;

    Sql(EntityManager entities) {
        this.entities = entities;
    }

    /// @param parameters an absent one is `null`
    public int update(String statement, @Nullable Object... parameters) {
        return query(entities.createNativeQuery(statement), parameters).executeUpdate();
    }

    /// Of a statement with several columns.
    public <T> List<T> rows(Function<@Nullable Object[], T> read, String statement, @Nullable Object... parameters) {
        List<?> rows = query(entities.createNativeQuery(statement, Object[].class), parameters).getResultList();
        return rows.stream().map(row -> read.apply((Object[]) row)).toList();
    }

    /// An array of texts as a parameter, one of each element, so that a statement is the same however many there are.
    public static <T> Array texts(Connection connection, Collection<T> elements,
            Function<? super T, @Nullable String> text)
            throws SQLException {
        return connection.createArrayOf("text", elements.stream().map(text).toArray());
    }

    /// The same of whole numbers.
    public static <T> Array numbers(Connection connection, Collection<T> elements, ToLongFunction<? super T> number)
            throws SQLException {
        return connection.createArrayOf("bigint", elements.stream().mapToLong(number).boxed().toArray());
    }

    /// What is read of a row.
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Goes on to the next of the statements that were executed together, and reads the one row it answers with.
    public static <T> T next(PreparedStatement statement, Row<T> answer) throws SQLException {
        statement.getMoreResults();
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            return answer.read(row);
        }
    }

    private static Query query(Query query, @Nullable Object... parameters) {
        for (int index = 0; index < parameters.length; index++) {
            query.setParameter(index + 1, parameters[index]);
        }
        return query;
    }
}
