package consilium.runtime.work;

import consilium.runtime.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ShareConsumer;

/// This process's part of a stage's share group, with what lets the stage's steps wait for their turn. Messages that have
/// just come and turns share the slots.
final class StageGroup implements Group {

    private final ShareGroup members;
    private final TurnTaker turns;
    private final Overflow overflow;

    StageGroup(ShareGroup members, TurnTaker turns, Overflow overflow) {
        this.members = members;
        this.turns = turns;
        this.overflow = overflow;
    }

    static StageGroup of(
            Topics topics,
            StageHandler handler,
            Semaphore slots,
            int width,
            StageLine line,
            Delivery arrivals,
            TurnTaker turns,
            Supplier<Lookout> lookouts,
            Duration lock) {
        return new StageGroup(
                new ShareGroup(topics, handler, slots, width, arrivals, lock),
                turns,
                new Overflow(handler.group(), line, arrivals, lookouts, name -> member(topics, handler, name)));
    }

    private static ShareConsumer<String, byte[]> member(Topics topics, StageHandler handler, String name) {
        List<String> facts = handler.facts().stream().map(topics::of).toList();
        return ShareGroupWorker.open(
                name,
                topics.servers(),
                topics.group(handler.group()),
                facts,
                Overflow.MOST,
                Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) Overflow.WAIT.toMillis()));
    }

    @Override
    public void start() {
        members.start();
        turns.start();
        overflow.start();
    }

    @Override
    public void stop() {
        members.stop();
        turns.stop();
        overflow.stop();
    }

    @Override
    public void awaitStopped() throws InterruptedException {
        members.awaitStopped();
        turns.awaitStopped();
        overflow.awaitStopped();
    }

    @Override
    public boolean alive() {
        return members.alive() && turns.alive();
    }
}
