package consilium.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Programs that start something embedded, write to it, say so and wait to be killed.
final class Victim {

    private static final String READY = "ready";

    private Victim() {}

    static Process start(Class<?> program, Path... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), program.getName());
        List.of(arguments).forEach(argument -> builder.command().add(argument.toString()));
        Process process = builder.redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException(program + " ended early:\n" + said);
            }
            said.append(line).append('\n');
        }
        return process;
    }

    private static void waitToBeKilled() throws InterruptedException {
        System.out.println(READY);
        Thread.sleep(60_000);
    }

    static final class Database {
        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]));
            EmbeddedDatabaseTest.execute(database, "CREATE TABLE fact (name text)");
            EmbeddedDatabaseTest.execute(database, "INSERT INTO fact VALUES ('kept')");
            waitToBeKilled();
        }
    }

    static final class Broker {
        public static void main(String[] arguments) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
            send(broker, "kept");
            waitToBeKilled();
        }
    }

    static void send(EmbeddedBroker broker, String value) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 8 << 20),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(EmbeddedBrokerTest.TOPIC, value)).get();
        }
    }
}
