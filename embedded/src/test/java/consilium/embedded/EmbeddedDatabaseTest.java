package consilium.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    static Path programs;

    @TempDir
    Path home;

    @Test
    void whatWasCommittedIsThereAfterARestart() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            execute(database, "CREATE TABLE fact (name text)");
            execute(database, "INSERT INTO fact VALUES ('kept')");
        }
        try (EmbeddedDatabase database = start()) {
            assertThat(ask(database, "SELECT name FROM fact")).isEqualTo("kept");
        }
    }

    @Test
    void aServerThatOutlivedItsProgramIsStoppedFirst() throws Exception {
        Process victim = Victim.start(Victim.Database.class, home, programs);
        long orphan = Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst());
        victim.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedDatabase database = start()) {
            assertThat(ask(database, "SELECT name FROM fact")).isEqualTo("kept");
            assertThat(ProcessHandle.of(orphan)).isEmpty();
        }
    }

    @Test
    void aFolderWhoseMakingWasInterruptedIsSetAside() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/postgresql.conf"), "# and then the power went out");

        try (EmbeddedDatabase database = start()) {
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
        }
        assertThat(home.resolve("unfinished-1/postgresql.conf")).exists();
    }

    @Test
    void commitsAreForcedToDiskAndOnlyThisMachineIsHeard() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void nobodyEntersWithoutThePassword() throws Exception {
        try (EmbeddedDatabase database = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(Files.getPosixFilePermissions(home.resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aNumberThatNowBelongsToAnotherProgramIsLeftAlone() throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        Files.writeString(data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");

        new DataFolder(data).stopOrphan();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(home, programs);
    }

    static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
