package consilium.relay;

import java.util.Map;
import picocli.CommandLine.Option;

/// What all harnesses that send a batch are told.
final class BatchOptions {

    @Option(names = "--experiments", defaultValue = "200", description = "In the batch (${DEFAULT-VALUE})")
    int experiments;

    @Option(names = "--in-flight", defaultValue = "40", description = "Under way at once (${DEFAULT-VALUE})")
    int inFlight;

    @Option(names = "--seed", defaultValue = "1", description = "Decides the experiments and what happens to them (${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--patience", defaultValue = "", description = "Lock and lease, such as 3s; the product's own where not given")
    String patience = "";

    /// For services.
    Map<String, String> settings() {
        return patience.isEmpty()
                ? Map.of()
                : Map.of("consilium.work.lock", patience, "consilium.work.lease", patience);
    }
}
