package consilium.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Six steps that do nothing, asked for again and again by a client outside, who hears when they are done.
interface Load extends AutoCloseable {

    /// Asks for the six steps once more; does not wait for them.
    void request();

    /// @param patience how long to wait when nothing has completed
    /// @return milliseconds from request to completion, of those that completed since the last call
    /// @throws IllegalStateException when one failed
    List<Double> completed(Duration patience);

    /// Requests whose completion has not been told.
    int underWay();

    /// The process that does the work.
    long pid();

    @Override
    void close();

    /// What completed while a flood lasted.
    ///
    /// @param seconds how long it lasted, without the wait for the last ones
    /// @param millis  from request to completion, sorted
    record Flood(double seconds, double[] millis) {
        double perSecond() {
            return millis.length / seconds;
        }
    }

    /// @return milliseconds from each request to its completion
    default double[] oneByOne(int times) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            request();
            List<Double> ended = List.of();
            while (ended.isEmpty()) {
                ended = completed(Duration.ofSeconds(10));
            }
            millis[i] = ended.getFirst();
        }
        return millis;
    }

    /// Keeps some under way until the time or their number is up, then waits for the rest.
    ///
    /// @param line called every ten seconds with the figures of those
    default Flood flood(Duration time, int atMost, int inFlight, Consumer<String> line) {
        long begun = System.nanoTime();
        long tenth = begun;
        int asked = 0;
        List<Double> all = new ArrayList<>();
        List<Double> recent = new ArrayList<>();
        while (System.nanoTime() - begun < time.toNanos() && asked < atMost) {
            for (; asked < atMost && underWay() < inFlight; asked++) {
                request();
            }
            List<Double> ended = completed(Duration.ofMillis(200));
            all.addAll(ended);
            recent.addAll(ended);
            double since = (System.nanoTime() - tenth) / 1e9;
            if (since >= 10) {
                line.accept(line((System.nanoTime() - begun) / 1e9, since, recent));
                recent.clear();
                tenth = System.nanoTime();
            }
        }
        Flood flood = new Flood((System.nanoTime() - begun) / 1e9, sorted(all));
        while (underWay() > 0) {
            completed(Duration.ofMillis(200));
        }
        return flood;
    }

    private String line(double at, double seconds, List<Double> millis) {
        double[] sorted = sorted(millis);
        return String.format(
                Locale.ROOT,
                "%8.0f %14.1f %10.1f %10.1f %10.0f",
                at, sorted.length / seconds, Figures.quantile(sorted, 0.5), Figures.quantile(sorted, 0.95),
                Figures.residentMegabytes(pid()));
    }

    private static double[] sorted(List<Double> millis) {
        return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
