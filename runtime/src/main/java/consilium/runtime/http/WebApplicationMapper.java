package consilium.runtime.http;

import consilium.kernel.problem.Report;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/// What the REST framework refuses: an unknown path, a wrong method, a media type it cannot read.
@Provider
class WebApplicationMapper implements ExceptionMapper<WebApplicationException> {

    private final UriInfo uri;

    WebApplicationMapper(@Context UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public Response toResponse(WebApplicationException e) {
        Response given = e.getResponse();
        if (given.hasEntity() || given.getStatus() < 400) {
            return given;
        }
        String title = given.getStatusInfo().getReasonPhrase();
        String detail = e.getMessage() == null ? title : e.getMessage();
        return Problems.response(new Report("about:blank", title, given.getStatus(), detail, Map.of()), uri);
    }
}
