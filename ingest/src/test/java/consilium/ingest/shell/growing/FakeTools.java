package consilium.ingest.shell.growing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// As much of CVAT and Label Studio as an export needs, as their API references describe it.
final class FakeTools {

    private static final String KEY = "consilium.testing.tools";

    private static final String EXPORT = """
            <annotations><version>1.1</version><meta><job><id>12</id><assignee><username>dora</username>\
            </assignee></job></meta>
            <image id="0" name="img-1.png" width="4" height="3">
            <polygon label="lesion" points="1,1;3,1;3,3;1,3" z_order="0"></polygon></image>
            <image id="1" name="img-2.png" width="4" height="3"></image></annotations>
            """;

    private FakeTools() {}

    /// Started with the first call; in a system property, since test classes are loaded more than once.
    static String address() {
        synchronized (System.getProperties()) {
            if (System.getProperty(KEY) == null) {
                System.setProperty(KEY, "http://127.0.0.1:" + start());
            }
            return System.getProperty(KEY);
        }
    }

    private static int start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", FakeTools::answer);
            Thread.ofPlatform().daemon().start(server::start);
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        boolean known = "Token t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = switch (known ? asked : "") {
            case "POST /api/jobs/12/dataset/export" -> bytes("{\"rq_id\": \"export:job-12\"}");
            case "GET /api/requests/export:job-12" ->
                bytes("{\"status\": \"finished\", \"result_url\": \"/api/jobs/12/dataset/download?rq_id=1\"}");
            case "GET /api/jobs/12/dataset/download" -> zip();
            case "GET /api/jobs" -> bytes("{\"count\": 1, \"next\": null, \"results\": [{\"id\": 12}]}");
            case "GET /api/projects/3/export" -> bytes("""
                    [{"id": 1, "data": {"image": "/data/upload/3/0123abcd-img-2.png"}, "annotations": [
                     {"id": 5, "completed_by": {"id": 1, "email": "anna@example.org"}, "result": []}]}]""");
            default -> new byte[0];
        };
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("annotations.xml"));
            zip.write(bytes(EXPORT));
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
