package consilium.runtime.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Messages that were taken at once: one thread works on them in their order, another may take back those that were not
/// begun.
final class Batch {

    private final List<List<ConsumerRecord<String, byte[]>>> parts;
    private final List<AcknowledgeType> settled = new ArrayList<>();
    private int begun;
    private boolean closed;
    private long since = System.nanoTime();

    /// @param parts what is worked on together
    private Batch(List<List<ConsumerRecord<String, byte[]>>> parts) {
        this.parts = parts;
    }

    static Batch together(List<ConsumerRecord<String, byte[]>> messages) {
        return new Batch(List.of(messages));
    }

    static Batch oneByOne(List<ConsumerRecord<String, byte[]>> messages) {
        return new Batch(messages.stream().map(List::of).toList());
    }

    /// @param settle what is to be told of messages, after they were worked on
    void work(Function<List<ConsumerRecord<String, byte[]>>, List<AcknowledgeType>> settle) {
        for (List<ConsumerRecord<String, byte[]>> part = next(); part != null; part = next()) {
            List<AcknowledgeType> words = settle.apply(part);
            synchronized (this) {
                settled.addAll(words);
            }
        }
    }

    private synchronized @Nullable List<ConsumerRecord<String, byte[]>> next() {
        if (closed || begun == parts.size()) {
            return null;
        }
        since = System.nanoTime();
        return parts.get(begun++);
    }

    /// Whether something has not been begun, and may be taken back.
    synchronized boolean open() {
        return !closed && begun < parts.size();
    }

    /// Takes back what was not begun, when what is at work has taken longer than `patience`.
    synchronized List<ConsumerRecord<String, byte[]>> takeBack(Duration patience) {
        if (!open() || System.nanoTime() - since < patience.toNanos()) {
            return List.of();
        }
        closed = true;
        return parts.subList(begun, parts.size()).stream().flatMap(List::stream).toList();
    }

    /// What was not taken back, in order.
    synchronized List<ConsumerRecord<String, byte[]>> messages() {
        return parts.subList(0, closed ? begun : parts.size()).stream().flatMap(List::stream).toList();
    }

    /// What is to be told of each of [#messages()]: what has not been settled is let go.
    synchronized List<AcknowledgeType> words() {
        int unsettled = messages().size() - settled.size();
        return Stream.concat(settled.stream(), Collections.nCopies(unsettled, AcknowledgeType.RELEASE).stream())
                .toList();
    }
}
