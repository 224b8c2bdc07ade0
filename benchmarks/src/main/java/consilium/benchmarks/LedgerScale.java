package consilium.benchmarks;

import consilium.embedded.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.flywaydb.core.Flyway;

/// A ledger with a million executions: how long its questions take, and how PostgreSQL answers them.
///
/// A tenth as many experiments as executions, ten steps each: an ingestion that a hundred experiments share, a
/// simulation, fusions, trainings, evaluations, and deployments of which one in fifty passes. Arguments: how many
/// executions (default 1,000,000), and a folder for the database (default: a temporary one). A folder that was filled
/// before is only asked.
public final class LedgerScale {

    private static final int QUESTIONS = 300;
    private static final int WARM_UP = 30;

    private static final String FILL =
            """
                    insert into execution (recipe, stage, revision, slice, summary, environment, attempt, started, finished, used)
                    select encode(sha256(('recipe' || n)::bytea), 'hex'), stage[n %% 10 + 1], 1,
                        encode(sha256(('slice' || case when n %% 10 in (2, 3) then n %% 10 else n %% 5000 end)::bytea), 'hex'),
                        case when n %% 10 = 9 then jsonb_build_object('passed', n / 10 %% 50 = 0, 'model', 'm' || n / 10 %% 500,
                            'metric', 'dice', 'value', 0.9, 'atLeast', 0.8) else '{"dice": 0.87}' end,
                        '{"jdk": "25", "host": "worker"}', 1, at, at + interval '3 seconds', at
                    from (select n, timestamptz '2026-01-01' + n * interval '2 seconds' as at,
                        array['ingest', 'simulate', 'fuse', 'fuse', 'train', 'train', 'evaluate', 'evaluate', 'deploy', 'deploy']
                            as stage from generate_series(0, %1$d - 1) n) made;

                    insert into execution_output
                    select encode(sha256(('recipe' || n)::bytea), 'hex'), role, encode(sha256(('artefact' || role || n)::bytea), 'hex')
                    from generate_series(0, %1$d - 1) n, lateral unnest(case n %% 10
                        when 0 then array['images', 'truth'] when 1 then array['annotations'] when 2 then array['labels']
                        when 3 then array['labels'] when 4 then array['model', 'predictions']
                        when 5 then array['model', 'predictions'] when 6 then array['evaluation']
                        when 7 then array['evaluation'] else array['registration'] end) role;

                    insert into execution_input
                    select encode(sha256(('recipe' || n)::bytea), 'hex'), role, encode(sha256(('artefact' || role || maker)::bytea), 'hex')
                    from generate_series(0, %1$d - 1) n, lateral (values
                        ('images', n / 1000 * 1000, n %% 10 in (1, 4, 5)),
                        ('truth', n / 1000 * 1000, n %% 10 in (1, 6, 7)),
                        ('annotations', n / 10 * 10 + 1, n %% 10 in (2, 3, 4, 5)),
                        ('labels', n / 10 * 10 + 2, n %% 10 in (4, 5)),
                        ('predictions', n - 2, n %% 10 in (6, 7)),
                        ('model', n - 4, n %% 10 in (8, 9)),
                        ('evaluation', n - 2, n %% 10 in (8, 9))) as reads (role, maker, reads)
                    where reads;

                    insert into experiment (id, name, state, spec, spec_digest, submitted, finished, steps, steps_done)
                    select substr(encode(sha256(('experiment' || e)::bytea), 'hex'), 1, 16), 'sweep ' || e / 500,
                        'SUCCEEDED', '{"name": "sweep", "note": "' || repeat('x', 1500) || '"}',
                        encode(sha256(('spec' || e)::bytea), 'hex'), at, at + interval '20 seconds', 10, 10
                    from (select e, timestamptz '2026-01-01' + e / 4 * interval '80 seconds' as at
                        from generate_series(0, %1$d / 10 - 1) e) made;

                    insert into experiment_step (experiment, position, step, parent, stage, method, repeat, depth, state, recipe,
                        outputs, summary, differs)
                    select substr(encode(sha256(('experiment' || n / 10)::bytea), 'hex'), 1, 16), n %% 10, 'step-' || n %% 10,
                        null, 'FUSE', null, 0, 0, 'MADE', encode(sha256(('recipe' || n)::bytea), 'hex'), '{}', '{}', '[]'
                    from generate_series(0, %1$d - 1) n;
                    """;

    private static final String LOOKUP = """
            select e.*, (select json_object_agg(role, artefact) from execution_input i where i.recipe = e.recipe),
                (select json_object_agg(role, artefact) from execution_output o where o.recipe = e.recipe)
            from execution e where e.recipe = ?""";

    private static final String MAKER = """
            select e.* from execution e join execution_output o on o.recipe = e.recipe where o.artefact = ?
            order by e.finished desc, e.recipe limit 1""";

    private static final String READS = "select artefact from execution_input where recipe = ?";

    private static final String LIST = """
            select * from experiment order by submitted desc, id desc limit 51""";

    private static final String LIST_FURTHER = """
            select * from experiment where (submitted, id) < (select submitted, id from experiment where id = ?)
            order by submitted desc, id desc limit 51""";

    private static final String SLICE = """
            select * from execution where slice = ? order by finished desc, recipe limit 100""";

    private static final String MODELS = """
            select recipe from execution where stage = 'deploy' and summary ->> 'passed' = 'true'
            order by finished desc, recipe""";

    private LedgerScale() {}

    public static void main(String[] arguments) throws Exception {
        int executions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("consilium-scale-");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .outOfOrder(true)
                    .load()
                    .migrate();
            fill(connection, executions);
            measure(connection, executions);
        }
    }

    private static void fill(Connection connection, int executions) throws SQLException {
        long begun = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            if (ask(connection, "select 1 from execution limit 1") == 0) {
                statement.execute(FILL.formatted(executions));
                statement.execute("vacuum analyze");
            }
            try (ResultSet size = statement.executeQuery("select pg_size_pretty(pg_database_size(current_database())),"
                    + " (select count(*) from execution), (select count(*) from experiment)")) {
                size.next();
                System.out.printf(Locale.ROOT, "%s executions, %s experiments, %s, filled in %.0f s%n",
                        size.getString(2), size.getString(3), size.getString(1), (System.nanoTime() - begun) / 1e9);
            }
        }
    }

    private static void measure(Connection connection, int executions) throws SQLException {
        Random random = new Random(20260101);
        System.out.printf("%n%-34s %9s %9s %9s   (of %d)%n", "question", "p50 ms", "p95 ms", "max ms", QUESTIONS);
        time("recipe looked up", () -> ask(connection, LOOKUP, digest("recipe" + random.nextInt(executions))));
        time("recipe looked up in vain", () -> ask(connection, LOOKUP, digest("nothing" + random.nextInt())));
        time("lineage of a model", () -> lineage(connection, random.nextInt(executions / 10) * 10 + 4));
        time("experiment list, first page", () -> ask(connection, LIST));
        time("experiment list, any page", () -> ask(connection, LIST_FURTHER,
                digest("experiment" + random.nextInt(executions / 10)).substring(0, 16)));
        time("newest of a slice that many share",
                () -> ask(connection, SLICE, digest("slice" + (2 + random.nextInt(2)))));
        time("registered models", () -> ask(connection, MODELS));
        explain(connection, LOOKUP, digest("recipe7"));
        explain(connection, MAKER, digest("artefactmodel4"));
        explain(connection, LIST);
        explain(connection, LIST_FURTHER, digest("experiment" + executions / 20).substring(0, 16));
        explain(connection, SLICE, digest("slice2"));
        explain(connection, MODELS);
    }

    /// As the ledger does it: from artefact to maker to what that read, back to the sources.
    private static int lineage(Connection connection, int execution) throws SQLException {
        List<String> open = new ArrayList<>(List.of(digest("artefactmodel" + execution)));
        List<String> seen = new ArrayList<>();
        int makers = 0;
        while (!open.isEmpty()) {
            String artefact = open.removeLast();
            if (!seen.contains(artefact)) {
                seen.add(artefact);
                for (String recipe : column(connection, MAKER, artefact)) {
                    makers++;
                    ask(connection, LOOKUP, recipe);
                    open.addAll(column(connection, READS, recipe));
                }
            }
        }
        if (makers < 4) {
            throw new IllegalStateException("a model's lineage has at least four makers, was " + makers);
        }
        return makers;
    }

    private static void time(String what, Question question) throws SQLException {
        double[] millis = new double[QUESTIONS];
        for (int turn = -WARM_UP; turn < QUESTIONS; turn++) {
            long begun = System.nanoTime();
            question.ask();
            if (turn >= 0) {
                millis[turn] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "%-34s %9.2f %9.2f %9.2f%n", what, millis[QUESTIONS / 2],
                millis[QUESTIONS * 95 / 100], millis[QUESTIONS - 1]);
    }

    private static void explain(Connection connection, String sql, String... parameters) throws SQLException {
        System.out.printf("%n%s%n", sql.strip());
        column(connection, "explain (analyze, buffers, costs off) " + sql, parameters)
                .forEach(line -> System.out.println("    " + line));
    }

    private static int ask(Connection connection, String sql, String... parameters) throws SQLException {
        return column(connection, sql, parameters).size();
    }

    private static List<String> column(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                query.setString(index + 1, parameters[index]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    private static String digest(String name) {
        return consilium.kernel.recipe.Digest.of(name).hex();
    }

    @FunctionalInterface
    private interface Question {
        int ask() throws SQLException;
    }
}
