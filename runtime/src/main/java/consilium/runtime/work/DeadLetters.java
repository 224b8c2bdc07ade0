package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import consilium.runtime.http.Problems;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/// Where events go that nobody can work on: to the group's dead letters, as they came, with the cause in headers.
@Singleton
final class DeadLetters {

    /// How many attempts a record has behind it that its delivery count does not know of.
    static final String ATTEMPTS = "consilium-attempts";

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int STACK = 4000;

    private final Topics topics;
    private final Publisher publisher;
    private final Ledger ledger;
    private final Meters meters;

    DeadLetters(Topics topics, Publisher publisher, Ledger ledger, Meters meters) {
        this.topics = topics;
        this.publisher = publisher;
        this.ledger = ledger;
        this.meters = meters;
    }

    /// @param event empty when the message could not be read as one
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`; it is to be buried again then
    void bury(
            EventHandler handler,
            ConsumerRecord<String, byte[]> message,
            int attempt,
            Optional<Event> event,
            Problem problem,
            Throwable cause) {
        String group = handler.group();
        LOG.errorf("%s gives up on %s at attempt %d: %s", group, name(message, event), attempt, problem.detail());
        Publisher.await(publisher.send(letter(group, message, attempt, problem, cause)));
        List<Event> told = event.map(read -> handler.onDead(read, attempt, problem.report()))
                .orElseGet(() -> handler.onUnreadable(key(message), attempt, problem.report()));
        if (!told.isEmpty()) {
            ledger.announce(told);
        }
        meters.died(group);
    }

    /// Puts the message back for this group alone, behind everything that waits.
    ///
    /// @param attempts that it has behind it
    void again(String group, ConsumerRecord<String, byte[]> message, int attempts) {
        ProducerRecord<String, byte[]> copy = copy(topics.again(group), message);
        addOrigin(copy, message);
        copy.headers().remove(ATTEMPTS).add(ATTEMPTS, bytes(Integer.toString(attempts)));
        Publisher.await(publisher.send(copy));
    }

    private ProducerRecord<String, byte[]> letter(
            String group, ConsumerRecord<String, byte[]> message, int attempt, Problem problem, Throwable cause) {
        ProducerRecord<String, byte[]> letter = copy(topics.dead(group), message);
        letter.headers()
                .add("consilium-problem", bytes(Canonical.text(Problems.tree(problem.report(), place(message)))))
                .add("consilium-attempt", bytes(Integer.toString(attempt)))
                .add("consilium-exception", bytes(stack(cause)));
        addOrigin(letter, message);
        return letter;
    }

    /// Where the message was first: one that was put back keeps that.
    private static void addOrigin(ProducerRecord<String, byte[]> copy, ConsumerRecord<String, byte[]> message) {
        if (message.headers().lastHeader("consilium-topic") == null) {
            copy.headers()
                    .add("consilium-topic", bytes(message.topic()))
                    .add("consilium-partition", bytes(Integer.toString(message.partition())))
                    .add("consilium-offset", bytes(Long.toString(message.offset())));
        }
    }

    private static ProducerRecord<String, byte[]> copy(String topic, ConsumerRecord<String, byte[]> message) {
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(topic, message.key(), message.value());
        for (Header header : message.headers()) {
            copy.headers().add(header);
        }
        return copy;
    }

    private static String name(ConsumerRecord<String, byte[]> message, Optional<Event> event) {
        return event.map(read -> read.key() + " (" + place(message) + ")").orElseGet(() -> place(message));
    }

    private static String place(ConsumerRecord<String, byte[]> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }

    private static String key(ConsumerRecord<String, byte[]> message) {
        return message.key() == null ? "" : message.key();
    }

    private static String stack(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString().substring(0, Math.min(STACK, text.toString().length()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
