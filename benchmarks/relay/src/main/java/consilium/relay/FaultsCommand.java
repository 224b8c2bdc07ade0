package consilium.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lets some calls to broker, database and store fail while a batch goes through, and compares what comes out with an
/// undisturbed run.
@Command(name = "faults", description = "Some calls to broker, database and store are refused, late, or done but reported as failed.")
final class FaultsCommand implements Callable<Integer> {

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(names = "--percent", defaultValue = "1", description = "Of the calls that fail (${DEFAULT-VALUE})")
    private double percent;

    @Option(names = "--processes", defaultValue = "3", description = "Processes that share the seven services (${DEFAULT-VALUE})")
    private int processes;

    @Override
    public Integer call() throws Exception {
        double share = percent / 100;
        Map<String, Map<String, String>> undisturbed =
                Undisturbed.outputs(batch.seed, batch.experiments, batch.inFlight);
        Map<String, String> settings = new HashMap<>(batch.settings());
        settings.put("relay.store.faults", Double.toString(share));
        settings.put("relay.seed", Long.toString(batch.seed));
        try (Foundations foundations = Foundations.layBehindFaults(share, batch.seed);
                Crew crew = new Crew(foundations, settings)) {
            for (String groups : Crew.shared(processes)) {
                crew.add(groups);
            }
            crew.awaitReady();
            Map<String, Double> millis = new Batch(foundations, batch.seed, batch.experiments, batch.inFlight)
                    .run(Duration.ofSeconds(120));
            Verdict verdict =
                    Verdict.of(foundations, batch.experiments, millis, undisturbed, Duration.ofSeconds(120));
            System.out.println("seed " + batch.seed + "; " + foundations.faults() + storeFaults(crew));
            System.out.println(verdict);
            return verdict.passes() ? 0 : 1;
        }
    }

    private static String storeFaults(Crew crew) throws Exception {
        double calls = 0;
        double faults = 0;
        for (Crew.Member member : crew.members()) {
            calls += Metrics.sum(member.worker().port(), "relay_store_calls");
            faults += Metrics.sum(member.worker().port(), "relay_store_faults");
        }
        return String.format(Locale.ROOT, ", %.0f of %.0f calls to the store", faults, calls);
    }
}
