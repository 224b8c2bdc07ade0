package consilium.ingest;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;

/// How ingestion says no: always with the file, the place in it where one is known, and what would be right.
final class Refusal {

    private Refusal() {}

    static ProblemException of(Path file, String why) {
        return of(file.toString(), why);
    }

    static ProblemException of(String file, String why) {
        return of(file, "", why);
    }

    /// @param position byte, pixel or entry, where known, else empty
    static ProblemException of(Path file, String position, String why) {
        return of(file.toString(), position, why);
    }

    /// @param position byte, pixel or entry, where known, else empty
    static ProblemException of(String file, String position, String why) {
        return new Problem.BadInput(file, position, why).toException();
    }

    static ProblemException unreadable(Path file, IOException why) {
        return unreadable(file.toString(), why);
    }

    static ProblemException unreadable(String file, IOException why) {
        String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return new Problem.BadInput(file, "", "cannot be read: " + reason).toException(why);
    }
}
