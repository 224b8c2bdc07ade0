package consilium.runtime.dead;

import consilium.kernel.problem.Problem;
import consilium.runtime.format.Trees;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/// Every group's dead letters, for people who want to know why, and to send them again once the cause is mended.
///
/// A letter goes back to the group that gave it up, and to no other: who else follows its topic has had it. It keeps
/// where it came from, and starts again at its first attempt.
@ApplicationScoped
public class DeadLetterOffice {

    /// What a letter says of how it died; gone when it is sent again.
    private static final Set<String> OF_DEATH =
            Set.of("consilium-problem", "consilium-attempt", "consilium-exception", "consilium-attempts");

    private final Topics topics;
    private final Publisher publisher;
    private final Redriven redriven;

    DeadLetterOffice(Topics topics, Publisher publisher, Redriven redriven) {
        this.topics = topics;
        this.publisher = publisher;
        this.redriven = redriven;
    }

    /// The newest letters, the newest first.
    ///
    /// @param group      whose; all when empty
    /// @param experiment whose; all when empty
    /// @throws consilium.kernel.problem.ProblemException `NotFound` when there is no such group
    public List<Letter> list(Optional<String> group, Optional<String> experiment, int limit) {
        try (DeadTopics dead = new DeadTopics(topics)) {
            // What belongs to one experiment may lie anywhere.
            long most = experiment.isPresent() ? Long.MAX_VALUE / 2 : limit;
            return group.map(List::of).orElseGet(() -> List.copyOf(dead.groups())).stream()
                    .flatMap(name -> dead.newest(name, most).stream().map(found -> letter(dead, name, found)))
                    .filter(letter -> experiment.isEmpty() || of(letter, experiment.get()))
                    .sorted(Comparator.comparing(Letter::died).reversed())
                    .limit(limit)
                    .toList();
        }
    }

    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    public Letter show(LetterId id) {
        try (DeadTopics dead = new DeadTopics(topics)) {
            return letter(dead, id.group(), find(dead, id));
        }
    }

    /// Sends the letter again, once.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`, `Conflict` when it was sent again before
    public Letter redrive(LetterId id) {
        try (DeadTopics dead = new DeadTopics(topics)) {
            ConsumerRecord<String, byte[]> found = find(dead, id);
            String topic = dead.topic(id.group()).topicId().toString();
            boolean sent = redriven.once(
                    topic, id, () -> Publisher.await(publisher.send(again(id.group(), found))));
            if (!sent) {
                throw new Problem.Conflict(id.toString(), "dead letter " + id + " was sent again at "
                        + redriven.when(topic, id).map(Instant::toString).orElse("some time")
                        + "; if it died again, it has a new name").toException();
            }
            return letter(dead, id.group(), found);
        }
    }

    /// Throws letters away for good.
    ///
    /// @param group  whose; all when empty
    /// @param before what died later stays
    /// @return how many, by group
    /// @throws consilium.kernel.problem.ProblemException `NotFound` when there is no such group
    public Map<String, Long> purge(Optional<String> group, Instant before) {
        try (DeadTopics dead = new DeadTopics(topics)) {
            Map<String, Long> purged = new LinkedHashMap<>();
            group.map(List::of).orElseGet(() -> List.copyOf(dead.groups()))
                    .forEach(name -> purged.put(name, dead.purge(name, before)));
            return purged;
        }
    }

    private static ConsumerRecord<String, byte[]> find(DeadTopics dead, LetterId id) {
        return dead.find(id).orElseThrow(() -> new Problem.NotFound("dead letter", id.toString()).toException());
    }

    private ProducerRecord<String, byte[]> again(String group, ConsumerRecord<String, byte[]> letter) {
        ProducerRecord<String, byte[]> copy =
                new ProducerRecord<>(topics.again(group), letter.key(), letter.value());
        for (Header header : letter.headers()) {
            if (!OF_DEATH.contains(header.key())) {
                copy.headers().add(header);
            }
        }
        return copy;
    }

    private Letter letter(DeadTopics dead, String group, ConsumerRecord<String, byte[]> found) {
        LetterId id = new LetterId(group, found.partition(), found.offset());
        return new Letter(
                id.toString(),
                group,
                header(found, "consilium-topic"),
                found.key() == null ? "" : found.key(),
                Instant.ofEpochMilli(found.timestamp()),
                number(header(found, "consilium-attempt")),
                problem(header(found, "consilium-problem")),
                found.value() == null ? "" : new String(found.value(), StandardCharsets.UTF_8),
                header(found, "consilium-exception"),
                redriven.when(dead.topic(group).topicId().toString(), id));
    }

    private static boolean of(Letter letter, String experiment) {
        return letter.key().equals(experiment) || letter.key().startsWith(experiment + "/");
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /// Whoever else writes to our topics may leave out what we would say.
    private static Map<String, Object> problem(String text) {
        Map<String, Object> problem = new LinkedHashMap<>();
        if (!text.isEmpty() && Trees.json(text, "problem") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> problem.put(String.valueOf(name), value));
        }
        return problem;
    }
}
