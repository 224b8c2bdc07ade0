package consilium.standalone.cli;

import ai.djl.engine.Engine;
import consilium.networks.TensorEngine;
import consilium.standalone.Home;
import consilium.standalone.House;
import consilium.standalone.RootCause;
import consilium.standalone.ServerFile;
import consilium.standalone.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;

/// What the doctor looks at. Nothing is started, and nothing stays behind.
final class Examination {

    private static final long GIBIBYTE = 1L << 30;
    private static final long ENOUGH_DISK = 2 * GIBIBYTE;
    private static final int USUAL_PORT = 8480;
    private static final int PATIENCE_SECONDS = 5;

    private final Home home;
    private final Settings environment;

    Examination(Home home, Settings environment) {
        this.home = home;
        this.environment = environment;
    }

    List<Finding> findings() {
        Optional<ServerFile> running = House.running(home);
        return List.of(java(), engine(), homeFolder(), disk(), server(running), port(running), broker(), database(),
                data());
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return feature >= 25 ? Finding.fine("java", found) : Finding.wrong("java", found + "; 25 or newer is needed");
    }

    /// Loads the native library, which is the only way to know that it loads.
    private static Finding engine() {
        try {
            TensorEngine.present();
            Engine engine = Engine.getInstance();
            int gpus = engine.getGpuCount();
            return Finding.fine(
                    "engine",
                    engine.getEngineName() + " " + engine.getVersion() + ", "
                            + (gpus == 0 ? "no GPU, trains on the CPU" : gpus + " GPU"));
        } catch (RuntimeException | LinkageError e) {
            return Finding.wrong("engine", "PyTorch does not load: " + RootCause.of(e));
        }
    }

    private Finding homeFolder() {
        try {
            Files.createDirectories(home.path());
            Files.delete(Files.createTempFile(home.path(), "doctor", ".tmp"));
            return Finding.fine("home", home + " is writable");
        } catch (IOException e) {
            return Finding.wrong(
                    "home",
                    home + " cannot be written (" + RootCause.of(e) + "); set CONSILIUM_HOME to a folder that can");
        }
    }

    private Finding disk() {
        try {
            long free = Files.getFileStore(existing(home.path())).getUsableSpace();
            String found = free / GIBIBYTE + " GiB free below " + home;
            return free >= ENOUGH_DISK
                    ? Finding.fine("disk", found)
                    : Finding.note("disk", found + "; " + ENOUGH_DISK / GIBIBYTE + " are wanted");
        } catch (IOException e) {
            return Finding.wrong("disk", RootCause.of(e));
        }
    }

    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }

    private static Finding server(Optional<ServerFile> running) {
        return running.map(file -> Finding.fine(
                "server",
                "version " + file.version() + " runs at " + file.address() + " (process " + file.pid() + ")"))
                .orElseGet(() -> Finding.fine("server", "none is running; commands start one for themselves"));
    }

    private static Finding port(Optional<ServerFile> running) {
        if (running.filter(file -> file.port() == USUAL_PORT).isPresent()) {
            return Finding.fine("port", USUAL_PORT + " is the server's");
        }
        try (ServerSocket _ = new ServerSocket(USUAL_PORT, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return Finding.fine("port", USUAL_PORT + " is free for consilium up");
        } catch (IOException _) {
            return Finding.note("port", USUAL_PORT + " is taken; use consilium up --port");
        }
    }

    private Finding broker() {
        return environment
                .get("CONSILIUM_KAFKA")
                .map(Examination::broker)
                .orElseGet(() -> Finding.fine("broker", "embedded; CONSILIUM_KAFKA would name another"));
    }

    private static Finding broker(String servers) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", servers,
                "default.api.timeout.ms", PATIENCE_SECONDS * 1000,
                "request.timeout.ms", PATIENCE_SECONDS * 1000))) {
            FinalizedVersionRange share = admin.describeFeatures()
                    .featureMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .finalizedFeatures()
                    .get("share.version");
            return share != null && share.maxVersionLevel() > 0
                    ? Finding.fine("broker", servers + " answers and has share groups")
                    : Finding.wrong("broker", servers + " has no share groups; Kafka 4.2 or newer is needed");
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return Finding.wrong("broker", servers + " does not answer: " + RootCause.of(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Finding.note("broker", "interrupted");
        }
    }

    private Finding database() {
        return environment
                .get("CONSILIUM_DB_URL")
                .map(this::database)
                .orElseGet(() -> Finding.fine("database", "embedded; CONSILIUM_DB_URL would name another"));
    }

    private Finding database(String url) {
        DriverManager.setLoginTimeout(PATIENCE_SECONDS);
        try (Connection connection = DriverManager.getConnection(
                url,
                environment.get("CONSILIUM_DB_USER").orElse("consilium"),
                environment.get("CONSILIUM_DB_PASSWORD").orElse("consilium"))) {
            return Finding.fine(
                    "database",
                    url + " answers, " + connection.getMetaData().getDatabaseProductName() + " "
                            + connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            return Finding.wrong("database", url + " does not answer: " + RootCause.of(e));
        }
    }

    private Finding data() {
        return environment
                .get("CONSILIUM_DATA")
                .map(root -> Files.isDirectory(Path.of(root))
                        ? Finding.fine("data", root)
                        : Finding.wrong("data", "CONSILIUM_DATA names " + root + ", which is no folder"))
                .orElseGet(() -> Finding.note(
                        "data",
                        "CONSILIUM_DATA is not set: relative paths of data sets start in the working directory"));
    }
}
