package consilium.runtime.work;

import java.time.Duration;
import org.jboss.logging.Logger;

/// Work that is done again and again, with a pause before each time, on a thread of its own until it is closed. What it
/// throws ends that time only: a database that is away comes back.
public final class Recurring implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Recurring.class);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final Thread thread;
    private boolean failing;

    private Recurring(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public static Recurring start(String name, Duration pause, Runnable work) {
        Recurring recurring = new Recurring(name, pause, work);
        recurring.thread.start();
        return recurring;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(pause);
                once();
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s ends", name);
        }
    }

    /// Complains once for as long as it fails.
    private void once() {
        try {
            work.run();
            failing = false;
        } catch (RuntimeException e) {
            LOG.logf(failing ? Logger.Level.DEBUG : Logger.Level.WARN, "%s is not possible now: %s", name,
                    e.getMessage());
            failing = true;
        }
    }
}
