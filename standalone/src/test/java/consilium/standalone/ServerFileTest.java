package consilium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() {
        ServerFile file = new ServerFile(8480, 42, "1.2.3", "localhost:9092");
        file.write(home());

        assertThat(ServerFile.read(home())).contains(file);
    }

    @Test
    void thereIsNoneInANewHome() {
        assertThat(ServerFile.read(home())).isEmpty();
    }

    @Test
    void aDamagedFileIsNone() throws IOException {
        Files.writeString(home().server(), "{\"port\": 84");

        assertThat(ServerFile.read(home())).isEmpty();
    }

    @Test
    void aServerThatWasKilledIsNotAlive() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(new ServerFile(8480, ended.pid(), "1", "localhost:9092").alive()).isFalse();
    }

    @Test
    void aProcessThatDoesNotAnswerIsNotAlive() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = socket.getLocalPort();
            socket.close();

            assertThat(new ServerFile(port, ProcessHandle.current().pid(), "1", "localhost:9092").alive()).isFalse();
        }
    }

    @Test
    void aServerThatIsReadyIsAliveAndOneThatIsStartingIsNot() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        int[] status = {503};
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            ServerFile file =
                    new ServerFile(server.getAddress().getPort(), ProcessHandle.current().pid(), "1", "localhost:9092");
            assertThat(file.alive()).isFalse();

            status[0] = 200;
            assertThat(file.alive()).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private Home home() {
        return new Home(folder);
    }
}
