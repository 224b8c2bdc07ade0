package consilium.relay;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Dies on order, as by `kill -9`, at the next passing of the point that a line on the standard input names. Dies too
/// when that input ends: whoever started this process is gone.
@Singleton
class Doom {

    private final boolean expected;
    private volatile @Nullable Point appointed;

    /// @param expected whether orders come at all
    Doom(@ConfigProperty(name = "relay.doomed", defaultValue = "false") boolean expected) {
        this.expected = expected;
    }

    void listen(@Observes StartupEvent event) {
        if (expected) {
            Thread.ofPlatform().name("doom").daemon().start(this::obey);
        }
    }

    private void obey() {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                appointed = Point.valueOf(order);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            die();
        }
    }

    boolean appointed(Point point) {
        return appointed == point;
    }

    void pass(Point point) {
        if (appointed(point)) {
            die();
        }
    }

    /// No shutdown hook runs, nothing is flushed.
    private static void die() {
        Runtime.getRuntime().halt(137);
    }
}
