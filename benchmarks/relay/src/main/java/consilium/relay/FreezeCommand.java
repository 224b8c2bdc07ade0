package consilium.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Two workers of one stage: the one that is at work is killed, or frozen until the other has done its work.
@Command(name = "freeze", description = "How soon a dead worker is missed, and that one which was only frozen can do no harm.")
final class FreezeCommand implements Callable<Integer> {

    private static final String FUSE = "fuse";

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(names = "--times", defaultValue = "5", description = "Workers killed, and as many frozen (${DEFAULT-VALUE})")
    private int times;

    @Option(names = "--rest", defaultValue = "4", description = "Seconds that a fusion takes (${DEFAULT-VALUE})")
    private int rest;

    /// How many experiments may have been requested: one for each worker that is struck.
    private final AtomicInteger round = new AtomicInteger();

    /// What the ledger says of the one fusion that goes on.
    private record Held(String recipe, String worker) {
        long pid() {
            return Long.parseLong(worker.split("/")[1]);
        }
    }

    @Override
    public Integer call() throws Exception {
        int rounds = 2 * times;
        try (Foundations foundations = Foundations.lay();
                Connection ledger = foundations.connect();
                Crew others = new Crew(foundations, batch.settings());
                Crew fusers = new Crew(foundations, with(Map.of("relay.wait.fuse", rest + "s")))) {
            others.add(String.join(",", Crew.SERVICES.stream().filter(groups -> !groups.equals(FUSE)).toList()));
            others.awaitReady();
            fusers.add(FUSE);
            fusers.add(FUSE);
            fusers.awaitReady();
            FutureTask<Map<String, Double>> work = new FutureTask<>(
                    () -> new Batch(foundations, batch.seed, rounds, 1)
                            .run(ended -> round.get(), Duration.ofSeconds(120)));
            Thread.ofVirtual().name("batch").start(work);
            List<Double> missed = new ArrayList<>();
            int fenced = 0;
            for (int i = 0; i < times; i++) {
                round.incrementAndGet();
                missed.add(killed(ledger, fusers));
            }
            for (int i = 0; i < times; i++) {
                round.incrementAndGet();
                fenced += frozen(ledger, fusers);
            }
            Verdict verdict = Verdict.of(
                    foundations, rounds, work.get(), Map.of(), Duration.ofSeconds(60));
            double[] sorted = missed.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(
                    Locale.ROOT, "killed %d: their work begun again after %s s, at most %.1f s%n",
                    times, Arrays.toString(Arrays.stream(sorted).map(s -> Math.round(s * 10) / 10.0).toArray()),
                    Figures.quantile(sorted, 1));
            System.out.printf("frozen %d: fenced off %d%n%s%n", times, fenced, verdict);
            return verdict.passes() && fenced == times && Figures.quantile(sorted, 1) <= 15 ? 0 : 1;
        }
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(batch.settings());
        settings.putAll(more);
        return settings;
    }

    /// @return seconds until another had taken the work up
    private double killed(Connection ledger, Crew fusers) throws Exception {
        Held held = await(ledger, fusers, "");
        Thread.sleep(rest * 250L);
        worker(fusers, held).orElseThrow().kill();
        long at = System.nanoTime();
        await(ledger, fusers, held.worker());
        double seconds = (System.nanoTime() - at) / 1e9;
        awaitRecorded(ledger, held.recipe());
        fusers.awaitReady();
        return seconds;
    }

    /// @return 1 when the frozen one, awake again, changed nothing and works on; 0 otherwise
    private int frozen(Connection ledger, Crew fusers) throws Exception {
        Held held = await(ledger, fusers, "");
        Thread.sleep(rest * 250L);
        Worker frozen = worker(fusers, held).orElseThrow();
        frozen.freeze();
        String before;
        try {
            before = awaitRecorded(ledger, held.recipe());
        } finally {
            frozen.thaw();
        }
        // Long enough for it to end what it was at.
        Thread.sleep(rest * 1_000L + 2_000);
        boolean unchanged = before.equals(awaitRecorded(ledger, held.recipe())) && !before.equals(held.worker());
        return unchanged && Metrics.healthy(frozen.port(), "ready") ? 1 : 0;
    }

    private static Optional<Worker> worker(Crew fusers, Held held) {
        return fusers.members().stream()
                .map(Crew.Member::worker)
                .filter(worker -> worker.pid() == held.pid())
                .findFirst();
    }

    /// Waits until one of the fusers, but not `not`, holds a recipe.
    private static Held await(Connection ledger, Crew fusers, String not) throws Exception {
        while (true) {
            try (Statement asked = ledger.createStatement();
                    ResultSet claims = asked.executeQuery(
                            "select recipe, worker from claim where until > clock_timestamp()")) {
                while (claims.next()) {
                    Held held = new Held(claims.getString(1), claims.getString(2));
                    if (!held.worker().equals(not) && worker(fusers, held).isPresent()) {
                        return held;
                    }
                }
            }
            Thread.sleep(20);
        }
    }

    /// @return the worker that recorded it
    private static String awaitRecorded(Connection ledger, String recipe) throws SQLException, InterruptedException {
        while (true) {
            try (PreparedStatement asked =
                    ledger.prepareStatement("select environment ->> 'worker' from execution where recipe = ?")) {
                asked.setString(1, recipe);
                try (ResultSet recorded = asked.executeQuery()) {
                    if (recorded.next()) {
                        return recorded.getString(1);
                    }
                }
            }
            Thread.sleep(20);
        }
    }
}
