package consilium.relay;

import consilium.embedded.EmbeddedBroker;
import consilium.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A broker and a database for one measurement, on a folder of their own.
record Foundations(Path folder, EmbeddedDatabase database, EmbeddedBroker broker) implements AutoCloseable {

    static final String PREFIX = "relay.";

    static Foundations lay() throws IOException {
        Path folder = Files.createTempDirectory("relay-");
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"));
        return new Foundations(folder, database, EmbeddedBroker.start(folder.resolve("broker")));
    }

    /// What services need to find them.
    Map<String, String> configuration(int port) {
        return Map.of(
                "quarkus.http.port", String.valueOf(port),
                "consilium.home", folder.toString(),
                "consilium.topic-prefix", PREFIX,
                "consilium.kafka", broker.bootstrapServers(),
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    Driver driver() {
        return new Driver(broker.bootstrapServers(), PREFIX);
    }

    @Override
    public void close() {
        broker.close();
        database.close();
    }
}
