package consilium.standalone;

import consilium.kernel.format.Default;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.ProblemException;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Where a home's running server listens, for the commands that want one: `server.json`.
///
/// It is there from ready to stop. A killed server leaves it behind, so what it says is believed only when the process
/// lives and answers.
///
/// @param port    of the loopback interface
/// @param pid     of the server's process
/// @param version of the server
/// @param kafka   the broker's bootstrap servers, for whoever listens to events or sends them
public record ServerFile(int port, long pid, String version, @Default("") String kafka) {

    /// What the home's file says, whether or not that server still lives; empty when there is none to be read.
    public static Optional<ServerFile> read(Home home) {
        try {
            Object tree = Trees.json(Files.readString(home.server()), "server.json");
            return Optional.of(RecordFormat.read(ServerFile.class, tree));
        } catch (NoSuchFileException | ProblemException | InvalidTreeException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Moved into place, so that nobody reads half of it.
    void write(Home home) {
        try {
            Path written = Files.createTempFile(home.path(), "server", ".json");
            Files.writeString(written, Trees.pretty(RecordFormat.write(this)) + "\n");
            Files.move(written, home.server(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Home home) {
        try {
            Files.deleteIfExists(home.server());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Whether the process is there and says it is ready.
    public boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && Readiness.of(address());
    }
}
