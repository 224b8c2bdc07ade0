package consilium.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL that outlived the JVM it was started by.
record Orphan(ProcessHandle process) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// The running server that a `postmaster.pid` names; empty when there is none, or when the number has since
    /// been given to some other program.
    ///
    /// @param pid first line of `postmaster.pid`
    static Optional<Orphan> of(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(Orphan::isPostgres)
                    .map(Orphan::new);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive() && process.info().command().orElse("").matches(".*[/\\\\]postgres(\\.exe)?");
    }

    /// Asks for a fast shutdown (SIGINT: cut connections, write a checkpoint) and, when that has no effect, kills.
    void stop() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        if (!endsInTime()) {
            process.destroyForcibly();
            endsInTime();
        }
    }

    private boolean endsInTime() {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
