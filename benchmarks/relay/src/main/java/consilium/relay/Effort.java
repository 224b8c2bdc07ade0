package consilium.relay;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How much of a system is measured: the numbers of `latency` and of `throughput`.
final class Effort {

    @Option(names = "--runs", defaultValue = "200", description = "Measured one after another (${DEFAULT-VALUE})")
    int runs;

    @Option(names = "--seconds", defaultValue = "60", description = "How long it is flooded (${DEFAULT-VALUE})")
    int seconds;

    @Option(names = "--in-flight", defaultValue = "40", description = "Under way at once in the flood (${DEFAULT-VALUE})")
    int inFlight;

    @Option(names = "--warm-up", defaultValue = "300", description = "Before each of the two (${DEFAULT-VALUE})")
    int warmUp;

    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /// For a warm-up under load.
    Duration patience() {
        return Duration.ofSeconds(60);
    }
}
