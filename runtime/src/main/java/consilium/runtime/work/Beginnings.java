package consilium.runtime.work;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// How a stage's steps begin in this process: how often, after which wait, and how far it has come in each topic.
final class Beginnings {

    /// One interval's part in the mean.
    private static final int WEIGHT = 8;

    private final Map<TopicPartition, Long> fronts = new ConcurrentHashMap<>();
    private long last = System.nanoTime();
    private long meanNanos;
    private long waitedMillis;

    /// A message from a topic is worked on.
    void ofMessage(ConsumerRecord<String, byte[]> message) {
        passed(message);
        begun(message.timestamp() < 0 ? 0 : System.currentTimeMillis() - message.timestamp());
    }

    /// A turn is.
    void ofTurn() {
        begun(0);
    }

    /// The message, and so what was before it, waits in its topic no longer: a share group gets messages in their order,
    /// but for those that come again.
    void passed(ConsumerRecord<String, byte[]> message) {
        fronts.merge(new TopicPartition(message.topic(), message.partition()), message.offset() + 1, Math::max);
    }

    /// Where the messages begin that may still wait.
    long front(TopicPartition partition) {
        return fronts.getOrDefault(partition, 0L);
    }

    /// Whether messages wait for longer than that: no step began for a while, or what began last had waited.
    synchronized boolean slowerThan(Duration patience) {
        return sinceLast() > patience.toNanos() || waitedMillis > patience.toMillis();
    }

    /// About how long it takes until so many steps have begun.
    synchronized Duration of(long steps) {
        return Duration.ofNanos(Math.max(meanNanos, sinceLast())).multipliedBy(steps);
    }

    private synchronized void begun(long waited) {
        meanNanos += (sinceLast() - meanNanos) / WEIGHT;
        last = System.nanoTime();
        waitedMillis = waited;
    }

    private long sinceLast() {
        return System.nanoTime() - last;
    }
}
