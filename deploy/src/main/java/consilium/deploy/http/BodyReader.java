package consilium.deploy.http;

import consilium.deploy.shell.ServingConfig;
import consilium.kernel.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;

/// Reads a request's body up to the configured size and no further.
@ApplicationScoped
class BodyReader {

    private final long most;

    BodyReader(ServingConfig config) {
        this.most = config.maxBody().asLongValue();
    }

    /// @throws consilium.kernel.problem.ProblemException `TooLarge`, or `Unreadable` when the body ends early
    byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(Math.toIntExact(most + 1));
            if (bytes.length > most) {
                throw new Problem.TooLarge("request body", "more than " + most + " bytes", most + " bytes")
                        .toException();
            }
            return bytes;
        } catch (IOException e) {
            throw new Problem.Unreadable("request body", "", "it ended early: " + e.getMessage()).toException(e);
        }
    }
}
