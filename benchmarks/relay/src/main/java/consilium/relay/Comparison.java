package consilium.relay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What two systems took for the same six steps, by turns.
record Comparison(Measured ours, Measured peer) {

    private static final String ROW = "%-34s %12.1f %12.1f %10.2f";

    /// Of one system.
    ///
    /// @param oneByOne milliseconds from request to completion, one after another, sorted
    /// @param flood    with many under way at once
    record Measured(double[] oneByOne, Load.Flood flood) {

        static Measured of(Load load, Effort effort) {
            load.oneByOne(effort.warmUp);
            double[] millis = load.oneByOne(effort.runs);
            Arrays.sort(millis);
            Figures.print("one by one", millis);
            load.flood(effort.patience(), effort.warmUp, effort.inFlight, line -> {});
            System.out.printf("%8s %14s %10s %10s %10s%n", "second", "per second", "p50 ms", "p95 ms", "RSS MB");
            return new Measured(
                    millis,
                    load.flood(effort.time(), Integer.MAX_VALUE, effort.inFlight, System.out::println));
        }

        private double oneByOne(double share) {
            return Figures.quantile(oneByOne, share);
        }

        private double flooded(double share) {
            return Figures.quantile(flood.millis(), share);
        }
    }

    /// A table whose last column says how many times better ours is: above 1 is better, of times and of rates alike.
    List<String> lines(String peerName) {
        return List.of(
                String.format(Locale.ROOT, "%-34s %12s %12s %10s", "six no-op steps", "Consilium", peerName, "ratio"),
                times("one by one: p50 ms", ours.oneByOne(0.5), peer.oneByOne(0.5)),
                times("one by one: p95 ms", ours.oneByOne(0.95), peer.oneByOne(0.95)),
                rates("flooded: workflows/s", ours.flood().perSecond(), peer.flood().perSecond()),
                times("flooded: p50 ms", ours.flooded(0.5), peer.flooded(0.5)),
                times("flooded: p95 ms", ours.flooded(0.95), peer.flooded(0.95)));
    }

    private static String times(String what, double ours, double peer) {
        return String.format(Locale.ROOT, ROW, what, ours, peer, peer / ours);
    }

    private static String rates(String what, double ours, double peer) {
        return String.format(Locale.ROOT, ROW, what, ours, peer, ours / peer);
    }
}
