package consilium.runtime.http;

import consilium.kernel.problem.Report;
import consilium.runtime.format.Trees;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Problems as RFC 9457 has them on the wire.
public final class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    /// The members in RFC 9457's order, then those of this kind of problem.
    public static Map<String, @Nullable Object> tree(Report report, String instance) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("type", report.type());
        tree.put("title", report.title());
        tree.put("status", report.status());
        tree.put("detail", report.detail());
        tree.put("instance", instance);
        tree.putAll(report.more());
        return tree;
    }

    static Response response(Report report, UriInfo uri) {
        return Response.status(report.status())
                .type(MEDIA_TYPE)
                .entity(Trees.pretty(tree(report, uri.getRequestUri().getRawPath())))
                .build();
    }
}
