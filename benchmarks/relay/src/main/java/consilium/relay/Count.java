package consilium.relay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// One number asked of the database.
final class Count {

    private Count() {}

    static long of(Foundations foundations, String sql) throws SQLException {
        try (Connection database = foundations.connect();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
