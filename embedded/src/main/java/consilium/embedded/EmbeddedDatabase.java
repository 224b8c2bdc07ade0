package consilium.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/// A PostgreSQL 18 of our own: a child process on a folder that outlives it, with one database in it.
///
/// It keeps what was committed through a crash (`fsync` is on), listens on the loopback interface only and wants a
/// password, which is drawn once and lies beside the data, readable by their owner only: without one, any user of a
/// shared machine could run commands as us.
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String NAME = "consilium";
    private static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Small, durable, quiet. What is not set here is PostgreSQL's default.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            // The library would turn both off.
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", "''"),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "24MB"),
            Map.entry("wal_buffers", "1MB"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_worker_processes", "2"),
            Map.entry("max_parallel_workers", "0"),
            Map.entry("max_logical_replication_workers", "0"),
            Map.entry("autovacuum_max_workers", "1"),
            Map.entry("io_method", "sync"),
            Map.entry("jit", "off"),
            Map.entry("huge_pages", "off"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("timezone", "UTC"));

    private final EmbeddedPostgres postgres;
    private final Password password;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Password password) {
        this.postgres = postgres;
        this.password = password;
    }

    /// Starts on a free port.
    ///
    /// @param directory holds `data`, `programs` (the unpacked PostgreSQL), `password` and `postgres.log`; made when
    ///                  it is new
    public static EmbeddedDatabase start(Path directory) {
        return start(directory, directory.resolve("programs"));
    }

    /// Starts on a given port, so that those who knew it there find it again.
    public static EmbeddedDatabase start(Path directory, int port) {
        return start(directory, directory.resolve("programs"), port);
    }

    /// Starts on a free port, with the programs in a folder that several databases may share.
    public static EmbeddedDatabase start(Path directory, Path programs) {
        return start(directory, programs, 0);
    }

    /// @param port 0 for a free one
    private static EmbeddedDatabase start(Path directory, Path programs, int port) {
        Path home = directory.toAbsolutePath();
        DataFolder data = new DataFolder(home.resolve("data"));
        try {
            Files.createDirectories(home);
            data.stopOrphan();
            data.setUnfinishedAside();
            Password password = Password.keptIn(home.resolve("password"));
            EmbeddedDatabase database = new EmbeddedDatabase(
                    launch(data, programs.toAbsolutePath(), home.resolve("postgres.log"), password, port), password);
            database.createOnce();
            return database;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "the embedded PostgreSQL did not start; its log is " + home.resolve("postgres.log"), e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + NAME;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password.text();
    }

    /// Stops the server; connections still open are cut, what they committed is kept.
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        }
    }

    private static EmbeddedPostgres launch(
            DataFolder data, Path programs, Path logFile, Password password, int port) throws IOException {
        Redirect log = Redirect.appendTo(logFile.toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data.path())
                .setDataDirectoryCustomizer(made -> data.markFinished())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(programs.toFile())
                .setPGStartupWait(PATIENCE)
                .setRegisterShutdownHook(false)
                // These end up as options of initdb, whatever the method's name says.
                .setLocaleConfig("locale", "C.UTF-8")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", password.file().toString())
                .setConnectConfig("password", password.text())
                .setOutputRedirector(log)
                .setErrorRedirector(log);
        SETTINGS.forEach(builder::setServerConfig);
        if (port != 0) {
            builder.setPort(port);
        }
        return builder.start();
    }

    private void createOnce() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
            return found.next();
        }
    }
}
