package consilium.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// A Kafka 4.2 broker with its controller, in this JVM, on a folder that outlives it.
///
/// Close it after its clients: a broker that is gone while they still leave their groups lets them wait for their
/// time-outs, and one that is killed first must recover its log at the next start.
public final class EmbeddedBroker implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts on a free port.
    ///
    /// @param directory holds the broker's logs; made and formatted when it is new
    public static EmbeddedBroker start(Path directory) {
        for (int attempt = 1;; attempt++) {
            try {
                return start(directory, FreePort.next());
            } catch (KafkaException e) {
                // Somebody else took one of the two ports between our finding it free and using it.
                if (attempt == ATTEMPTS || !causedByTakenPort(e)) {
                    throw e;
                }
            }
        }
    }

    /// Starts on a given port of the loopback interface, so that other processes can be told where it is.
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, port);
    }

    /// Starts on a given port, and tells clients to come to another: that of whatever stands between them and us.
    public static EmbeddedBroker start(Path directory, int port, int advertised) {
        BrokerSettings settings =
                new BrokerSettings(directory.toAbsolutePath(), port, advertised, FreePort.next());
        format(settings.directory());
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings.asMap(), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, port);
    }

    /// What a client's `bootstrap.servers` wants.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /// Gives a new folder its cluster id and first metadata. `meta.properties` is what formatting writes last, so a
    /// folder that has one is formatted whole.
    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(directory);
            formatter(directory).run();
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's folder " + directory + " cannot be prepared", e);
        } catch (Exception e) {
            throw new KafkaException("the broker's folder " + directory + " cannot be formatted", e);
        }
    }

    private static Formatter formatter(Path directory) {
        return new Formatter()
                .setNodeId(BrokerSettings.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()));
    }

    private static boolean causedByTakenPort(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(BindException.class::isInstance);
    }
}
