package consilium.relay;

import consilium.embedded.EmbeddedBroker;
import consilium.embedded.EmbeddedDatabase;
import consilium.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A broker and a database for one measurement, on a folder of their own, at ports that stay theirs when they are stopped
/// and started again. Faulty lines may stand before both.
final class Foundations implements AutoCloseable {

    static final String PREFIX = "relay.";

    private final Path folder;
    private final int brokerPort = FreePort.next();
    private final int databasePort = FreePort.next();
    private final int brokerDoor;
    private final int databaseDoor;
    private final List<FaultyLine> lines = new ArrayList<>();
    private EmbeddedDatabase database;
    private EmbeddedBroker broker;

    private Foundations(double faults, long seed) throws IOException {
        this.folder = Files.createTempDirectory("relay-");
        this.brokerDoor = faults == 0 ? brokerPort : FreePort.next();
        this.databaseDoor = faults == 0 ? databasePort : FreePort.next();
        this.database = startedDatabase();
        this.broker = startedBroker();
        if (faults > 0) {
            lines.add(new FaultyLine(brokerDoor, brokerPort, new Lots(faults, seed)));
            lines.add(new FaultyLine(databaseDoor, databasePort, new Lots(faults, seed + 1)));
        }
    }

    static Foundations lay() throws IOException {
        return new Foundations(0, 0);
    }

    /// @param share of the calls to broker and database that fail
    static Foundations layBehindFaults(double share, long seed) throws IOException {
        return new Foundations(share, seed);
    }

    private EmbeddedDatabase startedDatabase() {
        return EmbeddedDatabase.start(folder.resolve("database"), databasePort);
    }

    private EmbeddedBroker startedBroker() {
        return EmbeddedBroker.start(folder.resolve("broker"), brokerPort, brokerDoor);
    }

    void stopDatabase() {
        database.close();
    }

    void startDatabase() {
        database = startedDatabase();
    }

    void stopBroker() {
        broker.close();
    }

    void startBroker() {
        broker = startedBroker();
    }

    Path folder() {
        return folder;
    }

    /// Where services find the broker, and outsiders too, since it sends all to that door.
    String kafka() {
        return "127.0.0.1:" + brokerDoor;
    }

    /// What services need to find them.
    Map<String, String> configuration(int port) {
        return Map.of(
                "quarkus.http.port", String.valueOf(port),
                "consilium.home", folder.toString(),
                "consilium.topic-prefix", PREFIX,
                "consilium.kafka", kafka(),
                "kafka.bootstrap.servers", kafka(),
                "quarkus.datasource.jdbc.url", url(databaseDoor),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/consilium";
    }

    /// Past the faulty line.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(databasePort), database.user(), database.password());
    }

    Driver driver() {
        return new Driver(kafka(), PREFIX);
    }

    /// Calls and faults of the lines, for people.
    String faults() {
        return lines.stream().map(FaultyLine::toString).toList().toString();
    }

    @Override
    public void close() {
        for (FaultyLine line : lines) {
            line.close();
        }
        broker.close();
        database.close();
    }
}
