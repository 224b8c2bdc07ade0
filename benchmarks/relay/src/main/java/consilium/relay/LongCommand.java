package consilium.relay;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// One fusion that takes longer than many locks, while a second worker has nothing to do.
@Command(name = "long", description = "Work that outlasts its lock many times over is delivered once.")
final class LongCommand implements Callable<Integer> {

    private static final String ASKED = "relay_asked_total{stage=\"fuse\"}";

    @Option(names = "--seconds", defaultValue = "1800", description = "How long the fusion takes (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--patience", defaultValue = "15s", description = "Lock and lease (${DEFAULT-VALUE})")
    private String patience = "";

    @Override
    public Integer call() throws Exception {
        Map<String, String> settings = Map.of(
                "consilium.work.lock", patience, "consilium.work.lease", patience, "relay.wait.fuse", seconds + "s");
        try (Foundations foundations = Foundations.lay(); Crew crew = new Crew(foundations, settings)) {
            crew.add(String.join(",", Crew.SERVICES));
            crew.add("fuse");
            crew.awaitReady();
            Map<String, Double> millis =
                    new Batch(foundations, 1, 1, 1).run(Duration.ofSeconds(seconds + 60L));
            double deliveries = 0;
            for (Crew.Member member : crew.members()) {
                deliveries += Metrics.sum(member.worker().port(), ASKED);
            }
            long attempts = Count.of(foundations, "select max(attempt) from execution");
            System.out.printf(
                    "a fusion of %d s under a lock of %s: ended %d, delivered %.0f times, attempts %d%n",
                    seconds, patience, millis.size(), deliveries, attempts);
            return millis.size() == 1 && deliveries == 1 && attempts == 1 ? 0 : 1;
        }
    }
}
