package consilium.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// How a collection of rubbish and those who record at the same time stay out of each other's way.
///
/// A collection condemns blobs that nothing names, in a table. Every recording shares a lock, first of all, and then
/// looks whether what it needs is condemned: it takes that off the table, under the rows' locks, and finds whether it is
/// still in the store; if not, its step is done again. The collection, having condemned, takes the lock for itself for an
/// instant: so every recording that could not know of it has ended. It looks once more what is named by then, and deletes
/// the rest, each blob under its row's lock. So what is recorded is there, in whatever order all this happens, and no
/// clock decides.
public final class Recording {

    /// The advisory lock that recordings share.
    static final long LOCK = 0x636f6e73696c6975L;

    private Recording() {}

    /// Returns when every recording has ended that began before; to be called in a transaction of its own.
    public static void awaitOthers(Connection connection) throws SQLException {
        try (PreparedStatement wait = connection.prepareStatement("select 1 from pg_advisory_xact_lock(?) waited")) {
            wait.setLong(1, LOCK);
            wait.executeQuery().close();
        }
    }
}
