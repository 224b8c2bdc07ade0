package consilium.runtime.work;

import jakarta.inject.Singleton;

/// Whether this process is stopping: long work asks now and then.
@Singleton
final class Closing {

    private volatile boolean begun;

    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
    }
}
