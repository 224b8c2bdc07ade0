package consilium.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Puts the schema one version back under running services, then starts new ones, all at once, beside them: the
/// migration runs once, under load, and the old ones go when the new ones work.
@Command(name = "upgrade", description = "A migration under load, from four processes at once; then the old ones go.")
final class UpgradeCommand implements Callable<Integer> {

    private static final String[] BACK = {
            "drop index execution_slice_newest",
            "drop index execution_passed",
            "create index execution_slice on execution (slice)",
            "create index execution_stage on execution (stage, finished desc)",
            "delete from flyway_schema_history where version = '22'"
    };

    private static final String APPLIED = "select count(*) from flyway_schema_history where version = '22' and success";
    private static final String INDEXES = """
            select count(*) from pg_indexes where indexname in ('execution_slice_newest', 'execution_passed')""";

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, Map<String, String>> undisturbed =
                Undisturbed.outputs(batch.seed, batch.experiments, batch.inFlight);
        Map<String, String> settings = new HashMap<>(batch.settings());
        settings.put("relay.wait.fuse", "300ms");
        try (Foundations foundations = Foundations.lay()) {
            FutureTask<Map<String, Double>> work =
                    new FutureTask<>(() -> new Batch(foundations, batch.seed, batch.experiments, batch.inFlight)
                            .run(Duration.ofSeconds(120)));
            try (Crew newer = new Crew(foundations, settings)) {
                try (Crew older = new Crew(foundations, settings)) {
                    for (String groups : Crew.shared(3)) {
                        older.add(groups);
                    }
                    older.awaitReady();
                    putBack(foundations);
                    Thread.ofVirtual().name("batch").start(work);
                    for (int i = 0; i < 4; i++) {
                        newer.add(String.join(",", Crew.SERVICES));
                    }
                    newer.awaitReady();
                }
                Map<String, Double> millis = work.get();
                Verdict verdict =
                        Verdict.of(foundations, batch.experiments, millis, undisturbed, Duration.ofSeconds(60));
                long applied = Count.of(foundations, APPLIED);
                long indexes = Count.of(foundations, INDEXES);
                System.out.printf("seed %d; migration applied %d time, %d of its 2 indexes%n%s%n",
                        batch.seed, applied, indexes, verdict);
                return verdict.passes() && applied == 1 && indexes == 2 ? 0 : 1;
            }
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
