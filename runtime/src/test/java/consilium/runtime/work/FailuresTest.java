package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import javax.transaction.xa.XAException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void foreseenProblemIsFoundUnderWhatWrapsIt() {
        Problem problem = new Problem.NotFound("thing", "x");

        assertThat(Failures.problem(new IllegalStateException(problem.toException()))).isEqualTo(problem);
    }

    @Test
    void misfitIsPermanent() {
        Problem problem = Failures.problem(new InvalidTreeException(List.of(new Violation("a", "is required"))));

        assertThat(problem.passing()).isFalse();
        assertThat(problem.detail()).isEqualTo("a: is required");
    }

    @Test
    void outagesAreTold() {
        assertThat(Failures.problem(new PersistenceException(new SQLException("gone", "08006"))))
                .isInstanceOf(Problem.DependencyUnavailable.class);
        assertThat(Failures.problem(new TimeoutException("slow"))).isInstanceOf(Problem.DependencyUnavailable.class);
        assertThat(Failures.problem(new UncheckedIOException(new IOException("No space left on device"))))
                .isInstanceOf(Problem.DependencyUnavailable.class);
    }

    /// As Narayana and Agroal tell it.
    @Test
    void connectionLostInACommitIsAnOutage() {
        XAException told = new XAException("Error trying to transactionCommit local transaction");
        told.initCause(new SQLException("An I/O error occurred while sending to the backend.", "08006"));
        RollbackException rolledBack = new RollbackException("ARJUNA016053: Could not commit transaction.");
        rolledBack.addSuppressed(told);

        assertThat(Failures.problem(new IllegalStateException("Error invoking subclass method", rolledBack)))
                .isInstanceOf(Problem.DependencyUnavailable.class)
                .extracting(Problem::detail)
                .asString()
                .contains("database", "I/O error");
    }

    @Test
    void violatedConstraintIsNoOutage() {
        assertThat(Failures.problem(new PersistenceException(new SQLException("duplicate key", "23505"))))
                .isInstanceOf(Problem.Unexpected.class);
    }

    @Test
    void bugIsNamedWithItsPlace() {
        assertThat(Failures.problem(new IllegalStateException("broken")).detail())
                .startsWith("java.lang.IllegalStateException: broken at consilium.runtime.work.FailuresTest.bugIs");
    }
}
