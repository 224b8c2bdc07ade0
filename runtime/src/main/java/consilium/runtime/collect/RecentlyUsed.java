package consilium.runtime.collect;

import jakarta.inject.Singleton;
import java.time.Duration;

/// What a cache hit would need.
@Singleton
final class RecentlyUsed implements KeepRule {

    private final Retention retention;

    RecentlyUsed(Retention retention) {
        this.retention = retention;
    }

    @Override
    public String why() {
        Duration unused = retention.unused();
        return "used within " + (unused.toHours() % 24 == 0 ? unused.toDays() + " days" : unused.toHours() + " hours");
    }

    @Override
    public String recipes() {
        return "select recipe from execution where used > clock_timestamp() - "
                + retention.unused().toMillis() + " * interval '1 millisecond'";
    }
}
