package consilium.relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Sends every request and every fact three times, shuffled, from two producers; then known ids with other specs.
@Command(name = "duplicates", description = "Every event three times, shuffled, from two producers; then known ids with another payload.")
final class DuplicatesCommand implements Callable<Integer> {

    private static final int COPIES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, Map<String, String>> undisturbed =
                Undisturbed.outputs(batch.seed, batch.experiments, batch.inFlight);
        try (Foundations foundations = Foundations.lay(); Crew crew = new Crew(foundations, batch.settings())) {
            for (String groups : Crew.shared(3)) {
                crew.add(groups);
            }
            crew.awaitReady();
            Map<String, Double> millis;
            int echoes;
            try (Echo echo = new Echo(foundations.kafka(), batch.seed);
                    Stutterer requests = new Stutterer(foundations.kafka(), batch.seed)) {
                millis = new Batch(foundations, batch.seed, batch.experiments, batch.experiments)
                        .run(ended -> batch.experiments, PATIENCE, request -> {
                            requests.add(request, COPIES);
                            if (requests.held() == COPIES * batch.experiments) {
                                requests.send();
                            }
                        });
                echoes = echo.told();
            }
            Verdict verdict = Verdict.of(foundations, batch.experiments, millis, undisturbed, PATIENCE);
            long experiments = Count.of(foundations, "select count(*) from experiment");
            long executions = Count.of(foundations, "select count(*) from execution");
            System.out.printf(
                    "seed %d; %d requests and %d copies of facts sent: %d experiments, %d executions%n%s%n",
                    batch.seed, COPIES * batch.experiments, echoes, experiments, executions, verdict);
            boolean refused = refused(foundations, crew.members().getFirst().worker());
            return verdict.passes()
                    && experiments == batch.experiments
                    && executions == 6L * batch.experiments
                    && refused ? 0 : 1;
        }
    }

    /// Another seed under a known id is a dead letter where it comes as an event, and 409 at the API under a known key.
    private boolean refused(Foundations foundations, Worker orchestrator) throws Exception {
        try (KafkaProducer<String, String> producer = Batch.producer(foundations.kafka())) {
            producer.send(Batch.request(batch.seed + 1, 0)).get(10, TimeUnit.SECONDS);
        }
        long until = System.nanoTime() + 30_000_000_000L;
        int letters = 0;
        while (letters == 0 && System.nanoTime() < until) {
            Thread.sleep(500);
            letters = Census.take(foundations).deadLetters();
        }
        int first = posted(orchestrator, batch.seed + 2);
        int again = posted(orchestrator, batch.seed + 2);
        int other = posted(orchestrator, batch.seed + 3);
        System.out.printf(
                "a known id with another spec: %d dead letter; at the API the first %d, the same again %d, another %d%n",
                letters, first, again, other);
        return letters == 1 && first == 202 && again < 300 && other == 409;
    }

    private static int posted(Worker orchestrator, long seed) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + orchestrator.port() + "/api/experiments"))
                .header("content-type", "application/json")
                .header("Idempotency-Key", "the same")
                .POST(HttpRequest.BodyPublishers.ofString(Driver.spec(seed)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
