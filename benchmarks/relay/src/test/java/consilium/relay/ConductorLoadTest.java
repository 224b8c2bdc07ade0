package consilium.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import consilium.relay.ConductorLoad.Polling;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConductorLoadTest {

    private static final Polling POLLING = new Polling(3, Duration.ZERO, Duration.ofMillis(1));

    private HttpServer server;
    private Ledger ledger;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ledger = new Ledger();
        server.createContext("/api/", ledger::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyWorkflowGoesThroughItsSixStepsInTurnAndIsHeardOfOnce() throws Exception {
        try (ConductorLoad load = load()) {
            double[] millis = load.oneByOne(5);
            Load.Flood flood = load.flood(Duration.ofMinutes(1), 20, 4, line -> {});

            assertThat(Arrays.stream(millis)).hasSize(5).allMatch(time -> time > 0);
            assertThat(flood.millis()).hasSizeLessThanOrEqualTo(20);
            assertThat(ledger.done).hasSize(25).allSatisfy((workflow, steps) -> assertThat(steps)
                    .containsExactly("step1", "step2", "step3", "step4", "step5", "step6"));
            assertThat(load.completed(Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void noMoreStepsAreTakenThanThereAreHands() throws Exception {
        try (ConductorLoad load = load()) {
            load.flood(Duration.ofMinutes(1), 20, 20, line -> {});

            assertThat(ledger.mostAsked).isEqualTo(3);
        }
    }

    @Test
    void aWorkflowThatDoesNotEndWithItsLastStepIsTold() throws Exception {
        ledger.last = "FAILED";
        try (ConductorLoad load = load()) {
            assertThatThrownBy(() -> load.oneByOne(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is FAILED after its last step");
        }
    }

    @Test
    void aRefusalIsTold() throws Exception {
        try (ConductorLoad load = load()) {
            ledger.code = 500;
            assertThatThrownBy(() -> load.oneByOne(1)).hasMessageContaining("answered 500");
        }
    }

    private ConductorLoad load() throws IOException, InterruptedException {
        URI api = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/");
        return ConductorLoad.on(ProcessHandle.current().pid(), api, POLLING);
    }

    /// Speaks as much of Conductor's API as the client asks for: a step is to be had when the one before it is done.
    private static final class Ledger {

        private static final Pattern POLL = Pattern.compile("tasks/poll/batch/(step\\d)\\?.*count=(\\d+)");
        private static final Pattern REPORT = Pattern.compile("\"taskId\":\"(\\d+)/(step\\d)\"");

        private final Map<String, List<String>> waiting = new HashMap<>();
        private final Map<String, List<String>> done = new HashMap<>();
        private int mostAsked;
        private String last = "COMPLETED";
        private int code = 200;

        private synchronized void answer(HttpExchange exchange) throws IOException {
            String asked = exchange.getRequestURI().toString().substring("/api/".length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer(asked, body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        }

        private String answer(String asked, String body) {
            Matcher poll = POLL.matcher(asked);
            if (poll.find()) {
                return polled(poll.group(1), Integer.parseInt(poll.group(2)));
            }
            if (asked.startsWith("workflow/")) {
                return "{\"status\":\"" + last + "\"}";
            }
            Matcher report = REPORT.matcher(body);
            if (report.find()) {
                done.get(report.group(1)).add(report.group(2));
                int next = 1 + Integer.parseInt(report.group(2).substring("step".length()));
                waiting("step" + next).add(report.group(1));
            }
            if (asked.equals("workflow")) {
                String id = Integer.toString(done.size());
                done.put(id, new ArrayList<>());
                waiting("step1").add(id);
                return id;
            }
            return "";
        }

        private List<String> waiting(String step) {
            return waiting.computeIfAbsent(step, name -> new ArrayList<>());
        }

        private String polled(String step, int count) {
            mostAsked = Math.max(mostAsked, count);
            List<String> taken = waiting(step).subList(0, Math.min(count, waiting(step).size()));
            String tasks = String.join(",", taken.stream().map(workflow -> task(workflow, step)).toList());
            taken.clear();
            return "[" + tasks + "]";
        }

        private static String task(String workflow, String step) {
            return "{\"taskId\":\"" + workflow + "/" + step + "\",\"workflowInstanceId\":\"" + workflow + "\"}";
        }
    }
}
