package consilium.standalone;

import io.quarkus.runtime.Quarkus;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// All seven services: one Quarkus application, run on a thread of its own so that the command line can go on.
final class Services implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Thread thread;
    private final int port;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Services(int port) {
        this.port = port;
        this.thread = Thread.ofPlatform().name("consilium-services").unstarted(this::run);
    }

    /// Returns when they are ready.
    ///
    /// @param configuration as system properties, which outweigh every file
    void start(Map<String, String> configuration) {
        configuration.forEach(System::setProperty);
        System.setProperty("quarkus.http.port", Integer.toString(port));
        thread.start();
        awaitReady();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void run() {
        Quarkus.run(null, (code, thrown) -> {
            if (thrown != null) {
                failure.set(thrown);
            }
        });
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Readiness.of(address())) {
            if (!thread.isAlive()) {
                Throwable thrown = failure.get();
                throw new HouseException(
                        thrown == null ? "the services stopped before they were ready" : RootCause.of(thrown), thrown);
            }
            if (System.nanoTime() > deadline) {
                throw new HouseException("the services were not ready within " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HouseException("interrupted while starting", e);
        }
    }

    /// Returns when they have stopped.
    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops them; returns when they have stopped, or when they have been given long enough.
    @Override
    public void close() {
        Quarkus.asyncExit();
        try {
            thread.join(PATIENCE_TO_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
