package consilium.runtime.http;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.problem.Problem;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// A body that does not fit its record, with every violation.
@Provider
class InvalidTreeMapper implements ExceptionMapper<InvalidTreeException> {

    private final UriInfo uri;

    InvalidTreeMapper(@Context UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public Response toResponse(InvalidTreeException e) {
        return Problems.response(new Problem.SpecInvalid("request body", e.violations()).report(), uri);
    }
}
