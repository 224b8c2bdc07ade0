package consilium.relay;

import consilium.embedded.FreePort;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the six idle stages, the orchestrator, a broker and a database, and measures them from outside: requests go in
/// as events, completions come out as events.
@QuarkusMain
@Command(name = "relay", mixinStandardHelpOptions = true, subcommands = {
        KillCommand.class,
        DuplicatesCommand.class,
        FaultsCommand.class,
        OutageCommand.class,
        FreezeCommand.class,
        LongCommand.class,
        UpgradeCommand.class,
        ConductorCommand.class
}, description = "Six durable stages that do nothing: what the runtime costs.")
public final class Relay {

    public static void main(String... arguments) {
        int code = new CommandLine(new Relay()).execute(arguments);
        Runtime.getRuntime().halt(code);
    }

    @Command(name = "serve", description = "Services alone; broker and database by configuration.")
    void serve() {
        Quarkus.run((String[]) null);
    }

    @Command(name = "latency", description = "One experiment after another: request sent to completion received.")
    void latency(
            @Option(names = "--runs", defaultValue = "200", description = "Measured experiments") int runs,
            @Option(names = "--warm-up", defaultValue = "300", description = "Experiments before them") int warmUp)
            throws Exception {
        double[] millis = inOneProcess(driver -> {
            driver.oneByOne(warmUp);
            return driver.oneByOne(runs);
        });
        Figures.print("six durable stages, request to completion", millis);
    }

    @Command(name = "throughput", description = "As many experiments as the services take, for a while.")
    void throughput(
            @Option(names = "--seconds", defaultValue = "60", description = "How long") int seconds,
            @Option(names = "--in-flight", defaultValue = "40", description = "Experiments under way at once") int inFlight,
            @Option(names = "--warm-up", defaultValue = "300", description = "Experiments before") int warmUp)
            throws Exception {
        var unused = inOneProcess(driver -> {
            driver.flood(Duration.ofSeconds(60), warmUp, inFlight, line -> {});
            System.out.printf("%8s %14s %10s %10s %10s%n", "second", "experiments/s", "p50 ms", "p95 ms", "RSS MB");
            return driver.flood(Duration.ofSeconds(seconds), Integer.MAX_VALUE, inFlight, System.out::println);
        });
    }

    @Command(name = "urgent", description = "An urgent experiment, and always another, among many that are not.")
    void urgent(
            @Option(names = "--seconds", defaultValue = "60", description = "How long") int seconds,
            @Option(names = "--in-flight", defaultValue = "400", description = "Others under way at once") int inFlight,
            @Option(names = "--warm-up", defaultValue = "300", description = "Experiments before") int warmUp)
            throws Exception {
        Driver.Among millis = inOneProcess(driver -> {
            driver.flood(Duration.ofSeconds(60), warmUp, 40, line -> {});
            return driver.amongMany(Duration.ofSeconds(seconds), inFlight);
        });
        Figures.print("urgent", array(millis.urgent()));
        Figures.print("others", array(millis.others()));
    }

    private static double[] array(List<Double> millis) {
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Command(name = "scale", description = "The same batch with more and more workers of one stage, each a process.")
    void scale(
            @Option(names = "--workers", split = ",", defaultValue = "1,2,4", description = "How many, in turn") List<Integer> workers,
            @Option(names = "--experiments", defaultValue = "60", description = "In the batch") int experiments,
            @Option(names = "--wait", defaultValue = "500", description = "What a fusion rests, in milliseconds") int millis)
            throws Exception {
        System.out.printf("%8s %10s %10s%n", "workers", "seconds", "speed-up");
        double first = Double.NaN;
        for (int number : workers) {
            double seconds = batch(number, experiments, millis);
            first = Double.isNaN(first) ? seconds : first;
            System.out.printf(Locale.ROOT, "%8d %10.1f %10.2f%n", number, seconds, first / seconds);
        }
    }

    private static double batch(int workers, int experiments, int millis) throws Exception {
        Map<String, String> resting = Map.of("relay.wait.fuse", millis + "ms");
        List<Worker> processes = new ArrayList<>();
        try (Foundations foundations = Foundations.lay()) {
            try {
                processes.add(Worker.start(
                        foundations, "ingest,simulate,train,evaluate,deploy,orchestrate,orchestrate-tracker",
                        Map.of()));
                processes.getFirst().awaitReady();
                for (int i = 0; i < workers; i++) {
                    processes.add(Worker.start(foundations, "fuse", resting));
                }
                for (Worker worker : processes) {
                    worker.awaitReady();
                }
                try (Driver driver = foundations.driver()) {
                    driver.flood(Duration.ofMinutes(5), 3 * workers, 3 * workers, line -> {});
                    long begun = System.nanoTime();
                    driver.flood(Duration.ofMinutes(10), experiments, experiments, line -> {});
                    return (System.nanoTime() - begun) / 1e9;
                }
            } finally {
                for (Worker worker : processes) {
                    worker.close();
                }
            }
        }
    }

    interface Measurement<T> {
        T of(Driver driver) throws Exception;
    }

    /// Measures services that share this process.
    static <T> T inOneProcess(Measurement<T> measurement) throws Exception {
        try (Foundations foundations = Foundations.lay()) {
            int port = FreePort.next();
            foundations.configuration(port).forEach(System::setProperty);
            Thread services = Thread.ofPlatform().name("services").start(() -> Quarkus.run(null, (code, thrown) -> {}));
            Ready.await(port);
            T measured;
            try (Driver driver = foundations.driver()) {
                measured = measurement.of(driver);
            }
            Quarkus.asyncExit();
            services.join(Duration.ofSeconds(60));
            return measured;
        }
    }
}
