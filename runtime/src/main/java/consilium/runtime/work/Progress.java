package consilium.runtime.work;

import consilium.kernel.event.Event;
import consilium.runtime.kafka.Publisher;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Tells progress straight to the broker, from a thread of its own: work never waits for it, and what cannot be told
/// is dropped, the oldest first.
@Singleton
final class Progress {

    private static final Logger LOG = Logger.getLogger(Progress.class);

    private final Publisher publisher;
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(64),
            Thread.ofPlatform().name("consilium-progress").daemon().factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    Progress(Publisher publisher) {
        this.publisher = publisher;
    }

    void tell(Event.StageProgressed progress) {
        teller.execute(() -> {
            try {
                publisher.tell(progress);
            } catch (RuntimeException e) {
                LOG.debug("progress not told", e);
            }
        });
    }

    @PreDestroy
    void close() {
        teller.shutdownNow();
    }
}
