package consilium.relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.IntSupplier;

/// Waits until services answer that they are ready.
final class Ready {

    private Ready() {}

    static void await(int port) throws InterruptedException {
        await(() -> port);
    }

    /// @param port may change, when another process takes the place of one that did not come up
    static void await(IntSupplier port) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!ready(http, port.getAsInt())) {
                Thread.sleep(50);
            }
        }
    }

    private static boolean ready(HttpClient http, int port) throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready")).build();
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
