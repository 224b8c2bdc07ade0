package consilium.runtime.testing;

import consilium.embedded.EmbeddedBroker;
import consilium.embedded.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A real broker and a real database for `@QuarkusTest`: `@QuarkusTestResource(RealServices.class)`.
///
/// One of each serves all tests of a JVM, and goes with it. Each application gets topics and groups of its own through
/// the prefix; the ledger is shared, so give each experiment of a test a name of its own. Locks and leases are short.
public final class RealServices implements QuarkusTestResourceLifecycleManager {

    private static final String KEY = "consilium.testing.";

    @Override
    public Map<String, String> start() {
        // Kept in system properties, since the class itself may be loaded several times.
        synchronized (System.getProperties()) {
            if (System.getProperty(KEY + "kafka") == null) {
                launch();
            }
            int application = Integer.getInteger(KEY + "applications", 0) + 1;
            System.setProperty(KEY + "applications", Integer.toString(application));
            return settings(application);
        }
    }

    @Override
    public void stop() {}

    private static Map<String, String> settings(int application) {
        Map<String, String> settings = new HashMap<>();
        for (String name : new String[] {"kafka", "home", "db.url", "db.user", "db.password"}) {
            settings.put("consilium." + name, System.getProperty(KEY + name));
        }
        settings.put("consilium.topic-prefix", "test" + application + ".");
        settings.put("consilium.work.lock", "3s");
        settings.put("consilium.work.lease", "3s");
        settings.put("consilium.work.backoff", "100ms");
        settings.put("consilium.work.backoff-limit", "800ms");
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    private static void launch() {
        try {
            Path home = Files.createTempDirectory("consilium-test-");
            EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("broker"));
            EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("database"));
            System.setProperty(KEY + "home", home.toString());
            System.setProperty(KEY + "kafka", broker.bootstrapServers());
            System.setProperty(KEY + "db.url", database.jdbcUrl());
            System.setProperty(KEY + "db.user", database.user());
            System.setProperty(KEY + "db.password", database.password());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                broker.close();
                database.close();
                delete(home);
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
