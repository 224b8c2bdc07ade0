package consilium.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    static final String TOPIC = "facts";

    /// What a killed broker's next start waits for out of the box, before it may register.
    private static final Duration KAFKAS_OWN_SESSION = Duration.ofSeconds(9);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void aShareGroupReceivesWhatWasSentBeforeARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
            Victim.send(broker, "kept");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
            assertThat(receive(broker, "workers", 1)).containsExactly("kept");
        }
    }

    @Test
    void aKilledBrokerStartsAgainPromptlyAndComplete() throws Exception {
        Process victim = Victim.start(Victim.Broker.class, home);
        victim.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        Instant before = Instant.now();
        try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
            Victim.send(broker, "new");
            assertThat(Duration.between(before, Instant.now())).isLessThan(KAFKAS_OWN_SESSION);
            assertThat(receive(broker, "workers", 2)).containsExactly("kept", "new");
        }
    }

    @Test
    void acknowledgedRecordsDoNotComeBackAfterARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
            Victim.send(broker, "first");
            assertThat(receive(broker, "workers", 1)).containsExactly("first");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
            Victim.send(broker, "second");
            assertThat(receive(broker, "workers", 1)).containsExactly("second");
        }
    }

    @Test
    void messagesOfEightMebibytesPass() throws Exception {
        String large = "x".repeat((8 << 20) - 1000);
        try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
            Victim.send(broker, large);
            assertThat(receive(broker, "workers", 1)).containsExactly(large);
        }
    }

    private static List<String> receive(EmbeddedBroker broker, String group, int count) throws Exception {
        readFromTheBeginning(broker, group);
        List<String> received = new ArrayList<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        try (KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (received.size() < count && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    received.add(message.value());
                }
            }
            consumer.commitSync();
        }
        return received;
    }

    private static void readFromTheBeginning(EmbeddedBroker broker, String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            AlterConfigOp earliest = new AlterConfigOp(
                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                    Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), List.of(earliest)))
                    .all()
                    .get();
        }
    }
}
