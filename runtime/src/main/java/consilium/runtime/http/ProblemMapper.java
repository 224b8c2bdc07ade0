package consilium.runtime.http;

import consilium.kernel.problem.ProblemException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// A failure we foresee, as it says of itself.
@Provider
class ProblemMapper implements ExceptionMapper<ProblemException> {

    private final UriInfo uri;

    ProblemMapper(@Context UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public Response toResponse(ProblemException e) {
        return Problems.response(e.problem().report(), uri);
    }
}
