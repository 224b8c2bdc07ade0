package consilium.relay;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Kills services while a batch goes through them, and compares what comes out with an undisturbed run.
@Command(name = "kill", description = "Kills services at named points and at any moment; nothing may be lost or doubled.")
final class KillCommand implements Callable<Integer> {

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(names = "--kills", defaultValue = "20", description = "How often a process is killed (${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--processes", defaultValue = "7", description = "Processes that share the seven services (${DEFAULT-VALUE})")
    private int processes;

    @Override
    public Integer call() throws Exception {
        Map<String, Map<String, String>> undisturbed =
                Undisturbed.outputs(batch.seed, batch.experiments, batch.inFlight);
        try (Foundations foundations = Foundations.lay(); Crew crew = new Crew(foundations, batch.settings())) {
            for (String groups : Crew.shared(processes)) {
                crew.add(groups);
            }
            crew.awaitReady();
            Kills reaper = new Kills(crew, kills, batch.seed);
            FutureTask<Void> killing = new FutureTask<>(() -> {
                reaper.run();
                return null;
            });
            Thread.ofVirtual().name("kills").start(killing);
            Map<String, Double> millis = new Batch(foundations, batch.seed, batch.experiments, batch.inFlight)
                    .run(ended -> reaper.allowed(batch.experiments, ended), Duration.ofMinutes(5));
            killing.get();
            Verdict verdict =
                    Verdict.of(foundations, batch.experiments, millis, undisturbed, Duration.ofSeconds(60));
            System.out.println("seed " + batch.seed + "; " + reaper);
            System.out.println(verdict);
            return verdict.passes() && reaper.struck() == kills ? 0 : 1;
        }
    }
}
