package consilium.runtime.queue;

/// How many steps of a stage are in the queue.
///
/// @param ready  that wait and could begin
/// @param later  that failed and wait for their next attempt
/// @param atWork that had to wait and are at work
public record QueueLength(int ready, int later, int atWork) {

    public static final QueueLength NONE = new QueueLength(0, 0, 0);

    public int waiting() {
        return ready + later;
    }
}
