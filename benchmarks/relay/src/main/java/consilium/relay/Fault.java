package consilium.relay;

import java.io.IOException;

/// How a call of something we depend on may fail.
enum Fault {
    /// Not done, and said so.
    REFUSED,
    /// Done, late.
    SLOW,
    /// Done, and said to have failed: what no retry can tell from the first.
    DONE_BUT_FAILED;

    static final long LATE_MILLIS = 2_000;

    /// @param what is called
    void before(String what) throws IOException {
        switch (this) {
            case REFUSED -> throw new IOException("refused by lot: " + what);
            case SLOW -> sleep();
            case DONE_BUT_FAILED -> {
            }
        }
    }

    void after(String what) throws IOException {
        if (this == DONE_BUT_FAILED) {
            throw new IOException("done, and failed by lot: " + what);
        }
    }

    static void sleep() {
        try {
            Thread.sleep(LATE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
