package consilium.runtime.work;

import consilium.runtime.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// This process's part of one share group: a member for each slot, on the facts the group follows, and one more on the
/// messages the group put back for itself.
///
/// The members are many, and differ in what they subscribe to, because of the broker's only assignor: where all members
/// of a group subscribe to the same topics it deals the partitions out like cards, so that with fewer members than
/// partitions each partition has one member, and what lies behind an hour of training waits although another worker is
/// idle. Where members differ it balances each topic by itself, and then a topic of one partition is shared by all who
/// subscribe to it, which is what a queue is. (Kafka 4.2, `SimpleAssignor`; a test notices when that changes.)
final class ShareGroup implements Group {

    private final List<ShareGroupWorker> members = new ArrayList<>();

    /// @param slots how many messages this process works on at once
    ShareGroup(Topics topics, EventHandler handler, int slots, Delivery delivery, Duration lock) {
        this(topics, handler, new Semaphore(slots, true), slots, delivery, lock);
    }

    /// @param free  slots, shared with others; all of them at the start
    /// @param width how many slots there are
    ShareGroup(Topics topics, EventHandler handler, Semaphore free, int width, Delivery delivery, Duration lock) {
        String name = handler.group();
        List<String> facts = handler.facts().stream().map(topics::of).toList();
        boolean together = handler.atOnce() > 1;
        for (int slot = 0; slot < width; slot++) {
            members.add(new ShareGroupWorker(
                    name + "-" + slot,
                    topics.servers(),
                    topics.group(name),
                    facts,
                    together ? handler::atOnce : delivery::atOnce,
                    together,
                    free,
                    delivery,
                    lock));
        }
        members.add(new ShareGroupWorker(
                name + "-again",
                topics.servers(),
                topics.group(name),
                List.of(topics.again(name)),
                () -> 1,
                false,
                free,
                delivery,
                lock));
    }

    @Override
    public void start() {
        members.forEach(ShareGroupWorker::start);
    }

    @Override
    public void stop() {
        members.forEach(ShareGroupWorker::stop);
    }

    @Override
    public void awaitStopped() throws InterruptedException {
        for (ShareGroupWorker member : members) {
            member.awaitStopped();
        }
    }

    @Override
    public boolean alive() {
        return members.stream().allMatch(ShareGroupWorker::alive);
    }
}
