package consilium.runtime.work;

/// Whoever works in this process for one share group.
interface Group {

    void start();

    /// Asks all to stop; what they work on is let go, for another process.
    void stop();

    void awaitStopped() throws InterruptedException;

    boolean alive();
}
