package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.kernel.problem.Report;
import java.util.List;
import java.util.Set;

/// Somebody who works on events: every bean of this type gets a share group of its own.
///
/// An event comes at least once, and possibly several times at once; equal events are to have one effect. What [#on]
/// throws decides what becomes of the event: a passing problem, or a bug, is tried again later, and is a dead letter
/// when the attempts are used up; any other problem is a dead letter at once.
public interface EventHandler {

    /// The name of the share group, without the configured prefix; `consilium.<group>.slots` says how many events it
    /// works on at once in one process.
    String group();

    /// What it listens to.
    Set<Fact> facts();

    /// Whether there is anything to do about the event.
    default boolean concerns(Event event) {
        return true;
    }

    /// Works on the event; may take hours.
    void on(Event event);

    /// How many events it may be given together when so many wait: more than one where the work is cheap and is done
    /// faster together.
    default int atOnce() {
        return 1;
    }

    /// Works on several events; when it throws, each is tried by itself, though some may be done already.
    default void onAll(List<Event> events) {
        events.forEach(this::on);
    }

    /// How the event is tried again when it fails in a way that may pass.
    ///
    /// @param standard as the installation does by default
    default Retries retries(Event event, Retries standard) {
        return standard;
    }

    /// What is to be told when the event has become a dead letter.
    default List<Event> onDead(Event event, int attempt, Report problem) {
        return List.of();
    }

    /// What is to be told when a message could not even be read.
    ///
    /// @param key the message's Kafka key; may be empty
    default List<Event> onUnreadable(String key, int attempt, Report problem) {
        return List.of();
    }
}
