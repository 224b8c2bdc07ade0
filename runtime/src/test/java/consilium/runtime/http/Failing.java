package consilium.runtime.http;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/// Fails in each way there is.
@Path("/failing")
public class Failing {

    @GET
    @Path("foreseen")
    public String foreseen() {
        throw new Problem.NotFound("experiment", "7").toException();
    }

    @GET
    @Path("tree")
    public String tree() {
        throw new InvalidTreeException(
                List.of(new Violation("name", "is required"), new Violation("seeed", "is not a known field")));
    }

    @GET
    @Path("bug")
    public String bug() {
        throw new IllegalStateException("secret");
    }
}
