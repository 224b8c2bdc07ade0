package consilium.runtime.http;

import consilium.kernel.problem.Problem;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jboss.logging.Logger;

/// A bug. The client learns a number to ask us with; the log has the stack under that number.
@Provider
class UnexpectedMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnexpectedMapper.class);

    private final UriInfo uri;

    UnexpectedMapper(@Context UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public Response toResponse(Throwable e) {
        String number = UUID.randomUUID().toString();
        LOG.errorf(e, "unexpected failure %s at %s", number, uri.getPath());
        return Problems.response(
                new Problem.Unexpected("the server failed; its log has the cause under " + number).report(), uri);
    }
}
