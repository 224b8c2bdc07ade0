package consilium.runtime.work;

import consilium.kernel.event.Event;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Whether a message that has arrived may be worked on at once, and where it waits if not.
interface Admission {

    /// Everything may begin, and nothing can wait but in its topic.
    Admission FREE = new Admission() {
        @Override
        public boolean mayBegin(Event event) {
            return true;
        }

        @Override
        public boolean turnsDecide() {
            return false;
        }

        @Override
        public int atOnce(Pace pace) {
            return pace.atOnce();
        }

        @Override
        public boolean queues(Event event) {
            return false;
        }

        @Override
        public void join(Map<ConsumerRecord<String, byte[]>, Event> messages) {
            throw new IllegalStateException("nothing waits here");
        }

        @Override
        public void retry(ConsumerRecord<String, byte[]> message, Event event, int attempts, Duration pause) {
            throw new IllegalStateException("nothing waits here");
        }

        @Override
        public void begun(ConsumerRecord<String, byte[]> message) {}
    };

    /// Asked before each event's work, so to be answered from memory.
    boolean mayBegin(Event event);

    /// Whether all that can wait here is to, so that no slot is needed to say so.
    boolean turnsDecide();

    /// How many messages are worth taking at once.
    int atOnce(Pace pace);

    /// Whether the event can wait here; else it is done in no time, or waits in its topic.
    boolean queues(Event event);

    /// Lets messages wait for their turn; they may be let go then.
    void join(Map<ConsumerRecord<String, byte[]>, Event> messages);

    /// Lets the message wait for its next attempt; it may be let go then.
    ///
    /// @param attempts that failed so far
    void retry(ConsumerRecord<String, byte[]> message, Event event, int attempts, Duration pause);

    /// A message comes to be worked on.
    void begun(ConsumerRecord<String, byte[]> message);
}
