package consilium.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes broker, database and disk away for a while, one after another, in the middle of a batch.
@Command(name = "outage", description = "Broker, database and disk are gone for a while; work pauses and goes on by itself.")
final class OutageCommand implements Callable<Integer> {

    private static final String FILLER = "filler";

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(names = "--seconds", defaultValue = "60", description = "How long each is gone (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--of", split = ",", defaultValue = "broker,database,disk", description = "Which, in turn (${DEFAULT-VALUE})")
    private List<String> dependencies = List.of();

    @Option(names = "--small-disk", description = "A folder on a file system of a few megabytes, which is filled for `disk`")
    private Path disk = Path.of("");

    private boolean told = true;

    @Override
    public Integer call() throws Exception {
        Map<String, Map<String, String>> undisturbed =
                Undisturbed.outputs(batch.seed, batch.experiments, batch.inFlight);
        boolean passed = true;
        for (String dependency : dependencies) {
            passed &= without(dependency, undisturbed);
        }
        return passed ? 0 : 1;
    }

    private boolean without(String dependency, Map<String, Map<String, String>> undisturbed) throws Exception {
        Map<String, String> settings = new HashMap<>(batch.settings());
        settings.put("relay.wait.fuse", "100ms");
        try (Foundations foundations = Foundations.lay()) {
            Path store = foundations.folder().resolve("artefacts");
            if (dependency.equals("disk")) {
                Files.createSymbolicLink(store, Files.createTempDirectory(disk, "store-"));
            }
            try (Crew crew = new Crew(foundations, settings)) {
                Worker worker = crew.add(String.join(",", Crew.SERVICES)).worker();
                crew.awaitReady();
                FutureTask<Map<String, Double>> work =
                        new FutureTask<>(() -> new Batch(foundations, batch.seed, batch.experiments, batch.inFlight)
                                .run(Duration.ofSeconds(seconds + 120L)));
                Thread.ofVirtual().name("batch").start(work);
                Thread.sleep(3_000);
                takeAway(dependency, foundations);
                watch(dependency, worker);
                giveBack(dependency, foundations);
                long back = System.nanoTime();
                worker.awaitReady();
                double ready = (System.nanoTime() - back) / 1e9;
                Map<String, Double> millis = work.get();
                Verdict verdict = Verdict.of(
                        foundations, batch.experiments, millis, undisturbed, Duration.ofSeconds(seconds + 120L));
                boolean same = worker.pid() == crew.members().getFirst().worker().pid();
                System.out.printf(
                        Locale.ROOT, "%s gone for %d s: ready again after %.1f s, %s process%n%s%n",
                        dependency, seconds, ready, same ? "the same" : "ANOTHER", verdict);
                return verdict.passes() && told && same;
            }
        }
    }

    private void takeAway(String dependency, Foundations foundations) throws IOException {
        switch (dependency) {
            case "broker" -> foundations.stopBroker();
            case "database" -> foundations.stopDatabase();
            case "disk" -> fill();
            default ->
                throw new IllegalArgumentException("--of names " + dependency + "; here are broker, database, disk");
        }
    }

    private void giveBack(String dependency, Foundations foundations) throws IOException {
        switch (dependency) {
            case "broker" -> foundations.startBroker();
            case "database" -> foundations.startDatabase();
            default -> Files.delete(disk.resolve(FILLER));
        }
    }

    /// Until nothing fits any more.
    private void fill() throws IOException {
        try (var out = Files.newOutputStream(disk.resolve(FILLER))) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            System.out.println("the disk is full: " + full.getMessage());
        }
    }

    /// Readiness is to say so from soon after to the end, liveness never.
    private void watch(String dependency, Worker worker) throws Exception {
        long begun = System.nanoTime();
        double noticed = Double.NaN;
        int alive = 0;
        int unready = 0;
        int asked = 0;
        while (System.nanoTime() - begun < seconds * 1_000_000_000L) {
            asked++;
            alive += Metrics.healthy(worker.port(), "live") ? 1 : 0;
            if (!Metrics.healthy(worker.port(), "ready")) {
                unready++;
                noticed = Double.isNaN(noticed) ? (System.nanoTime() - begun) / 1e9 : noticed;
            }
            Thread.sleep(1_000);
        }
        told &= alive == asked && unready > 0 && asked - unready <= 5;
        System.out.printf(
                Locale.ROOT, "%s gone: readiness said so after %.1f s, %d times of %d; alive %d times of %d%n",
                dependency, noticed, unready, asked, alive, asked);
    }
}
