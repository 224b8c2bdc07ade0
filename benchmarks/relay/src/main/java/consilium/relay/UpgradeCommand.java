package consilium.relay;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts new services, all at once, beside running ones of an earlier build, or of this one with the schema one version
/// back: the migrations run once, under load, and the old ones go when the new ones work.
@Command(name = "upgrade", description = "Migrations under load, from four processes at once; then the old ones go.")
final class UpgradeCommand implements Callable<Integer> {

    private static final String[] BACK = {
            "drop index execution_slice_newest",
            "drop index execution_passed",
            "create index execution_slice on execution (slice)",
            "create index execution_stage on execution (stage, finished desc)",
            "delete from flyway_schema_history where version = '22'"
    };

    private static final String MIGRATIONS = "select count(*) from flyway_schema_history where success";
    private static final String REPEATED = "select count(*) - count(distinct version) from flyway_schema_history";
    private static final String INDEXES = """
            select count(*) from pg_indexes where indexname in ('execution_slice_newest', 'execution_passed')""";

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(names = "--previous", paramLabel = "JAR", description = "The quarkus-run.jar of an earlier build, which the old"
            + " processes run; without it they run this one, with the schema put back by one version")
    private Optional<Path> previous = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Map<String, Map<String, String>> undisturbed =
                Undisturbed.outputs(batch.seed, batch.experiments, batch.inFlight);
        Map<String, String> settings = new HashMap<>(batch.settings());
        settings.put("relay.wait.fuse", "300ms");
        try (Foundations foundations = Foundations.lay(); Crew newer = new Crew(foundations, settings)) {
            FutureTask<Map<String, Double>> work =
                    new FutureTask<>(() -> new Batch(foundations, batch.seed, batch.experiments, batch.inFlight)
                            .run(Duration.ofSeconds(120)));
            long before = replace(foundations, settings, newer, work);
            Map<String, Double> millis = work.get();
            Verdict verdict = Verdict.of(foundations, batch.experiments, millis, undisturbed, Duration.ofSeconds(60));
            long applied = Count.of(foundations, MIGRATIONS) - before;
            long repeated = Count.of(foundations, REPEATED);
            long indexes = Count.of(foundations, INDEXES);
            System.out.printf(
                    "seed %d; %d migrations applied under load, %d more than once, %d of 2 indexes%n%s%n",
                    batch.seed, applied, repeated, indexes, verdict);
            return verdict.passes() && applied > 0 && repeated == 0 && indexes == 2 ? 0 : 1;
        }
    }

    /// Starts the work with old processes, new ones beside them, and takes the old ones away.
    ///
    /// @return how many migrations had been applied before the new ones started
    private long replace(Foundations foundations, Map<String, String> settings, Crew newer, FutureTask<?> work)
            throws Exception {
        try (Crew older = new Crew(foundations, settings, previous.orElse(Crew.THIS_BUILD))) {
            for (String groups : Crew.shared(3)) {
                older.add(groups);
            }
            older.awaitReady();
            if (previous.isEmpty()) {
                putBack(foundations);
            }
            long before = Count.of(foundations, MIGRATIONS);
            Thread.ofVirtual().name("batch").start(work);
            for (int i = 0; i < 4; i++) {
                newer.add(String.join(",", Crew.SERVICES));
            }
            newer.awaitReady();
            return before;
        }
    }

    private static void putBack(Foundations foundations) throws SQLException {
        try (Connection database = foundations.connect(); Statement statement = database.createStatement()) {
            for (String step : BACK) {
                statement.execute(step);
            }
        }
    }
}
