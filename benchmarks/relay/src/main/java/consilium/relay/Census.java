package consilium.relay;

import consilium.runtime.format.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// What the topics hold in the end, counted from their first message to their last.
final class Census {

    private static final Set<String> LEFT_OUT = Set.of("experiment.requested", "dataset.requested", "stage.progressed");

    private final Map<String, Set<String>> ids = new HashMap<>();
    private final Map<String, Set<String>> results = new TreeMap<>();
    private final Map<String, Set<String>> states = new TreeMap<>();
    private final Map<String, Map<String, String>> outputs = new TreeMap<>();
    private int facts;
    private int repeated;
    private int dead;

    private Census() {}

    static Census take(Foundations foundations) {
        Census census = new Census();
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", foundations.kafka()), new StringDeserializer(), new StringDeserializer())) {
            census.read(reader);
        }
        return census;
    }

    private void read(KafkaConsumer<String, String> reader) {
        List<TopicPartition> partitions = new ArrayList<>();
        reader.listTopics().forEach((topic, infos) -> {
            if (counts(topic)) {
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
        });
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            reader.poll(Duration.ofMillis(200)).forEach(this::count);
        }
    }

    private static boolean counts(String topic) {
        return topic.startsWith(Foundations.PREFIX)
                && !topic.endsWith(".again")
                && !LEFT_OUT.contains(topic.substring(Foundations.PREFIX.length()));
    }

    private void count(ConsumerRecord<String, String> message) {
        if (message.topic().endsWith(".dead")) {
            dead++;
            return;
        }
        Map<?, ?> event = tree(Trees.json(message.value(), message.topic()));
        String id = String.valueOf(event.get("id"));
        facts++;
        if (!ids.computeIfAbsent(message.topic() + " " + message.key(), key -> new HashSet<>()).add(id)) {
            repeated++;
        }
        Map<?, ?> data = tree(event.get("data"));
        switch (message.topic().substring(Foundations.PREFIX.length())) {
            case "experiment.completed" -> {
                results.computeIfAbsent(message.key(), key -> new HashSet<>()).add(id);
                states.computeIfAbsent(message.key(), key -> new HashSet<>()).add(String.valueOf(data.get("state")));
            }
            case "model.deployed" -> {
                Map<String, String> digests = new TreeMap<>();
                tree(data.get("scope")).forEach((role, digest) -> digests.put((String) role, (String) digest));
                outputs.put(String.valueOf(data.get("experiment")), digests);
            }
            default -> {
            }
        }
    }

    private static Map<?, ?> tree(@Nullable Object written) {
        return (Map<?, ?>) Objects.requireNonNull(written);
    }

    /// Facts, those told again among them.
    int facts() {
        return facts;
    }

    /// Facts that were told again under the same id, as at-least-once allows.
    int repeated() {
        return repeated;
    }

    int deadLetters() {
        return dead;
    }

    /// Experiments that have a result.
    int ended() {
        return results.size();
    }

    /// Experiments that did not succeed.
    long failed() {
        return states.values().stream().filter(all -> !all.equals(Set.of("succeeded"))).count();
    }

    /// Facts of one name, results among them, that were told with different ids: something was done twice.
    long duplicated() {
        return ids.values().stream().filter(all -> all.size() > 1).count();
    }

    /// Every artefact of each experiment's one path, by role.
    Map<String, Map<String, String>> outputs() {
        return outputs;
    }
}
