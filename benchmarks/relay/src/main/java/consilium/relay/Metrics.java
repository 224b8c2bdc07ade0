package consilium.relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// What services answer at their management paths.
final class Metrics {

    private Metrics() {}

    /// The sum of a counter's or gauge's samples, by the beginning of its lines; 0 where there are none.
    ///
    /// @param line such as `relay_asked_total{stage="fuse"}`
    static double sum(int port, String line) throws IOException, InterruptedException {
        return get(port, "/q/metrics").body().lines()
                .filter(sample -> sample.startsWith(line))
                .mapToDouble(sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// @param check `ready` or `live`
    static boolean healthy(int port, String check) throws IOException, InterruptedException {
        return get(port, "/q/health/" + check).statusCode() == 200;
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
