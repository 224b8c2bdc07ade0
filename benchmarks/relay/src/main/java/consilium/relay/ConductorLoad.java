package consilium.relay;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Six steps at Conductor: starts workflows, and works for them as Conductor's Java client would, with one poller for each
/// kind of step, which takes as many as it has hands, and hands that report.
///
/// Conductor's REST API tells nobody that a workflow has ended. Whoever reports a last step asks at once, and it has.
final class ConductorLoad implements Load {

    private static final String WORKFLOW = "relay";

    /// A workflow of steps that do nothing and have not been done for so long will not be.
    private static final Duration STUCK = Duration.ofMinutes(2);

    private static final List<String> STEPS =
            IntStream.rangeClosed(1, 6).mapToObj(number -> "step" + number).toList();

    private final long pid;
    private final ConductorClient client;
    private final Polling polling;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, CompletableFuture<Long>> begun = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Future<Double>> ended = new LinkedBlockingQueue<>();
    private int underWay;
    private long heard = System.nanoTime();

    /// How workers ask for steps.
    ///
    /// @param hands    steps of one kind that may be done at once
    /// @param patience for how long the server holds a question it has no step for; it looks every 100 ms
    /// @param pause    between an answer without steps and the next question
    record Polling(int hands, Duration patience, Duration pause) {}

    private interface Chore {
        void run() throws IOException, InterruptedException;
    }

    private ConductorLoad(long pid, ConductorClient client, Polling polling) {
        this.pid = pid;
        this.client = client;
        this.polling = polling;
    }

    /// Registers the workflow and sets its six workers to work.
    ///
    /// @param pid of the server
    static ConductorLoad on(long pid, URI api, Polling polling) throws IOException, InterruptedException {
        ConductorLoad load = new ConductorLoad(pid, new ConductorClient(api), polling);
        load.client.register(WORKFLOW, STEPS);
        STEPS.forEach(step -> load.begin(() -> load.work(step)));
        return load;
    }

    /// Whatever goes wrong is told by the next [#completed].
    private void begin(Chore chore) {
        threads.execute(() -> {
            try {
                chore.run();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | Error e) {
                ended.add(CompletableFuture.failedFuture(e));
            }
        });
    }

    @Override
    public void request() {
        if (underWay++ == 0) {
            heard = System.nanoTime();
        }
        long at = System.nanoTime();
        begin(() -> beginning(client.start(WORKFLOW)).complete(at));
    }

    /// The answer to the start may come later than the end.
    private CompletableFuture<Long> beginning(String workflow) {
        return begun.computeIfAbsent(workflow, id -> new CompletableFuture<>());
    }

    private void work(String step) throws IOException, InterruptedException {
        Semaphore hands = new Semaphore(polling.hands());
        while (true) {
            hands.acquire();
            int free = 1 + hands.drainPermits();
            List<ConductorClient.Task> tasks = client.poll(step, free, polling.patience());
            hands.release(free - tasks.size());
            for (ConductorClient.Task task : tasks) {
                begin(() -> {
                    finish(step, task);
                    hands.release();
                });
            }
            if (tasks.isEmpty()) {
                Thread.sleep(polling.pause());
            }
        }
    }

    private void finish(String step, ConductorClient.Task task) throws IOException, InterruptedException {
        client.complete(task);
        if (step.equals(STEPS.getLast())) {
            String status = client.status(task.workflow());
            if (!status.equals("COMPLETED")) {
                throw new IllegalStateException(
                        "workflow " + task.workflow() + " is " + status + " after its last step");
            }
            long now = System.nanoTime();
            var unused = beginning(task.workflow()).thenAccept(at -> {
                begun.remove(task.workflow());
                ended.add(CompletableFuture.completedFuture((now - at) / 1e6));
            });
        }
    }

    @Override
    public List<Double> completed(Duration patience) {
        List<Double> millis = new ArrayList<>();
        try {
            Future<Double> next = ended.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            while (next != null) {
                millis.add(next.get());
                underWay--;
                heard = System.nanoTime();
                next = ended.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for workflows", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Conductor did not do its work: " + e.getCause(), e);
        }
        if (underWay > 0 && System.nanoTime() - heard > STUCK.toNanos()) {
            throw new IllegalStateException("none of " + begun.keySet() + " has ended for " + STUCK.toSeconds() + " s");
        }
        return millis;
    }

    @Override
    public int underWay() {
        return underWay;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
