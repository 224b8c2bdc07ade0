package consilium.runtime.work;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;

/// Whatever was thrown, as a problem.
final class Failures {

    private Failures() {}

    static Problem problem(Throwable thrown) {
        Optional<Problem> foreseen = causes(thrown)
                .filter(ProblemException.class::isInstance)
                .map(cause -> ((ProblemException) cause).problem())
                .findFirst();
        return foreseen.or(() -> misfit(thrown))
                .or(() -> outage(thrown))
                .orElseGet(() -> new Problem.Unexpected(describe(thrown)));
    }

    private static Optional<Problem> misfit(Throwable thrown) {
        return causes(thrown)
                .filter(InvalidTreeException.class::isInstance)
                .<Problem>map(cause -> new Problem.SpecInvalid("event", ((InvalidTreeException) cause).violations()))
                .findFirst();
    }

    private static Optional<Problem> outage(Throwable thrown) {
        return causes(thrown).flatMap(cause -> outageOf(cause).stream()).findFirst();
    }

    private static Optional<Problem> outageOf(Throwable cause) {
        String dependency = switch (cause) {
            case SQLException e when connectionLost(e) -> "database";
            case RetriableException e -> "broker";
            case IOException e when diskFull(e) -> "artefact store";
            default -> "";
        };
        return dependency.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem.DependencyUnavailable(dependency, describe(cause)));
    }

    /// SQLSTATE 08: connection; 57P: the server is going down or starting up; 53: out of connections, memory or disk;
    /// 40: the transaction lost against another and may be tried again.
    private static boolean connectionLost(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || Stream.of("08", "57P", "53", "40").anyMatch(state::startsWith)
                // Agroal's refusals carry no state.
                || (state.isEmpty() && String.valueOf(e.getMessage()).contains("cquisition timeout"));
    }

    private static boolean diskFull(IOException e) {
        String said = String.valueOf(e.getMessage());
        return said.contains("No space left on device") || said.contains("Disk quota exceeded");
    }

    /// The innermost cause that says something, since what wraps it is plumbing.
    private static String describe(Throwable thrown) {
        Throwable telling = causes(thrown)
                .filter(cause -> !(cause instanceof PersistenceException) && !(cause instanceof RollbackException))
                .reduce((outer, inner) -> inner.getMessage() == null ? outer : inner)
                .orElse(thrown);
        String where = telling.getStackTrace().length == 0 ? "" : " at " + telling.getStackTrace()[0];
        return telling.getClass().getName()
                + (telling.getMessage() == null ? "" : ": " + telling.getMessage()) + where;
    }

    /// With what it suppressed: a commit that fails is a rollback to the transaction manager, which hides there that the
    /// connection was lost.
    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause), Stream.of(cause.getSuppressed()).flatMap(Failures::causes)));
    }
}
