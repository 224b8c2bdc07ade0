package consilium.runtime.collect;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.runtime.ledger.Sql;
import consilium.runtime.store.CollectableStore.Blob;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A collection's view of the ledger: which executions are kept, which are doomed, which blobs are marked. It lives in
/// temporary tables, since a ledger may hold millions of executions.
final class Marks implements AutoCloseable {

    /// Held by the one collection that runs.
    private static final long COLLECTING = 0x636f6e73696c6963L;

    private static final int EXAMPLES = 100;

    private static final String TABLES = """
            create temporary table if not exists kept (recipe text primary key);
            create temporary table if not exists doomed (recipe text primary key, stage text, used timestamptz);
            create temporary table if not exists marked (blob text primary key);
            truncate kept, doomed, marked""";

    private static final String UPSTREAM = """
            insert into kept
            with recursive needed (recipe) as (
                select recipe from kept
                union
                select made.recipe from needed
                join execution_input read on read.recipe = needed.recipe
                join execution_output made on made.artefact = read.artefact)
            select recipe from needed
            on conflict do nothing""";

    private static final String DOOM = """
            insert into doomed select recipe, stage, used from execution e
            where not exists (select from kept k where k.recipe = e.recipe)""";

    /// The second look at the time is under the row's lock: whoever used it since keeps it.
    private static final String FORGET = """
            delete from execution e using doomed d where d.recipe = e.recipe and e.used = d.used""";

    /// A checkpoint serves an attempt that goes on; one of a recipe that nobody takes up again serves nobody.
    private static final String FORGET_CHECKPOINTS = """
            delete from checkpoint c where taken < clock_timestamp() - interval '30 days'
            and not exists (select from claim where claim.recipe = c.recipe and until > clock_timestamp())""";

    private static final String NAMED = """
            (select o.artefact from execution_output o
                where not exists (select from doomed d join execution e on e.recipe = d.recipe and e.used = d.used
                    where d.recipe = o.recipe)
            union select artefact from checkpoint
            union select artefact from original)""";

    private static final String MARK = """
            insert into marked
            select artefact from %1$s as named
            union select p.blob from artefact_part p join %1$s as named on named.artefact = p.artefact
            union select provenance from execution e where provenance is not null
                and not exists (select from doomed d where d.recipe = e.recipe and d.used = e.used)
            on conflict do nothing""".formatted(NAMED);

    private static final String UNKNOWN = """
            select distinct artefact from (select artefact from execution_output union all
                select artefact from checkpoint union all
                select artefact from original) as named
            where artefact > ? and not exists (select from artefact_part p where p.artefact = named.artefact
                and p.blob = named.artefact)
            order by artefact limit ?""";

    private final Connection connection;
    private final Map<String, Long> kept = new LinkedHashMap<>();
    private boolean alone;

    Marks(Connection connection) throws SQLException {
        this.connection = connection;
        update(TABLES);
        connection.commit();
        // Kept and doomed are of one moment: what is recorded a moment later is neither.
        update("set transaction isolation level repeatable read");
    }

    Connection connection() {
        return connection;
    }

    /// Whether no other collection runs; from then on none will until this is closed.
    boolean alone() throws SQLException {
        alone = ask("select pg_try_advisory_lock(?)", row -> row.getBoolean(1), COLLECTING).getFirst();
        return alone;
    }

    /// Keeps what the rules keep, and what that was made from.
    void keep(List<KeepRule> rules) throws SQLException {
        for (KeepRule rule : rules) {
            long count = update("insert into kept select distinct recipe from (" + rule.recipes() + ") as rule"
                    + " where recipe in (select recipe from execution) on conflict do nothing");
            kept.put(rule.why(), count);
        }
        kept.put("read by these", (long) update(UPSTREAM));
        update("analyze kept");
    }

    void doom() throws SQLException {
        update(DOOM);
        update("analyze doomed");
        connection.commit();
    }

    void forget() throws SQLException {
        update(FORGET);
        // Who was used meanwhile is not doomed after all.
        update("delete from doomed d where exists (select from execution e where e.recipe = d.recipe)");
        update(FORGET_CHECKPOINTS);
        connection.commit();
    }

    List<Digest> unknownArtefactsAfter(String last, int limit) throws SQLException {
        return ask(UNKNOWN, row -> new Digest(row.getString(1)), last, limit);
    }

    void learn(Digest artefact, List<Digest> blobs) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into artefact_part select ?, unnest(?) on conflict do nothing")) {
            insert.setString(1, artefact.hex());
            insert.setArray(2, array(blobs));
            insert.executeUpdate();
        }
    }

    /// Marks every blob that something recorded names.
    void markBlobs() throws SQLException {
        update("truncate marked");
        update(MARK);
        update("analyze marked");
    }

    List<Blob> unmarked(List<Blob> blobs) throws SQLException {
        Map<String, Blob> byName = new LinkedHashMap<>();
        blobs.forEach(blob -> byName.put(blob.digest().hex(), blob));
        List<String> unmarked = ask(
                "select blob from unnest(?) as listed (blob) where not exists"
                        + " (select from marked m where m.blob = listed.blob)",
                row -> row.getString(1),
                array(blobs.stream().map(Blob::digest).toList()));
        return unmarked.stream().map(byName::get).toList();
    }

    void condemn(List<Blob> blobs) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into condemned (blob, bytes) values (?, ?) on conflict (blob) do update"
                        + " set swept = null, since = clock_timestamp(), bytes = excluded.bytes")) {
            for (Blob blob : blobs.stream().sorted(Comparator.comparing(Blob::digest)).toList()) {
                insert.setString(1, blob.digest().hex());
                insert.setLong(2, blob.bytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        // Each batch for itself: who records meanwhile must not wait for the whole store to be listed.
        connection.commit();
    }

    void pardonMarked() throws SQLException {
        update("delete from condemned where blob in (select c.blob from condemned c join marked m on m.blob = c.blob"
                + " where c.swept is null order by c.blob for update of c)");
    }

    List<Digest> condemnedAfter(String last, int limit) throws SQLException {
        return ask(
                "select blob from condemned where swept is null and blob > ? order by blob limit ?",
                row -> new Digest(row.getString(1)),
                last,
                limit);
    }

    /// Locks those of the blobs that are condemned still; they are to be deleted before the transaction ends.
    List<Digest> sweep(List<Digest> blobs) throws SQLException {
        List<Digest> locked = ask(
                "select blob from condemned where blob = any (?) and swept is null order by blob for update",
                row -> new Digest(row.getString(1)),
                array(blobs));
        try (PreparedStatement update = connection.prepareStatement(
                "update condemned set swept = clock_timestamp() where blob = any (?)")) {
            update.setArray(1, array(locked));
            update.executeUpdate();
        }
        return locked;
    }

    /// No step takes so long that it would still have to be told.
    void forgetSweptLongAgo() throws SQLException {
        update("delete from condemned where swept < clock_timestamp() - interval '30 days'");
        update("delete from artefact_part p where not exists (select from execution_output o"
                + " where o.artefact = p.artefact) and not exists (select from checkpoint c"
                + " where c.artefact = p.artefact) and not exists (select from original r"
                + " where r.artefact = p.artefact)");
    }

    /// Executions kept, by the first rule that kept them.
    Map<String, Long> kept() {
        return kept;
    }

    long doomedCount() throws SQLException {
        return ask("select count(*) from doomed", row -> row.getLong(1)).getFirst();
    }

    Map<String, Long> doomedByStage() throws SQLException {
        return ask(
                "select stage, count(*) from doomed group by stage order by stage",
                row -> Map.entry(row.getString(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }

    List<Collected.Forgotten> examples() throws SQLException {
        return ask(
                "select recipe, stage, used from doomed order by used, recipe limit ?",
                row -> new Collected.Forgotten(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()),
                EXAMPLES);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /// Leaves the connection as it was found: others will get it.
    @Override
    public void close() throws SQLException {
        connection.rollback();
        if (alone) {
            ask("select pg_advisory_unlock(?)", row -> row.getBoolean(1), COLLECTING);
        }
        update("drop table if exists kept, doomed, marked");
        connection.commit();
    }

    static ProblemException unavailable(SQLException e) {
        return new Problem.DependencyUnavailable("database", String.valueOf(e.getMessage())).toException(e);
    }

    private Array array(List<Digest> digests) throws SQLException {
        return Sql.texts(connection, digests, Digest::hex);
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private <T> List<T> ask(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                query.setObject(index + 1, parameters[index]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(reader.read(found));
                }
            }
            return rows;
        }
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
