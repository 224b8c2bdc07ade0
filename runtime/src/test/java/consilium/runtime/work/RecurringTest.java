package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTest {

    @Test
    void whatFailsIsDoneAgain() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        try (Recurring recurring = Recurring.start("failing", Duration.ofMillis(1), () -> {
            thrice.countDown();
            throw new IllegalStateException("the database is away");
        })) {
            assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void afterItsEndNothingIsDone() throws InterruptedException {
        AtomicInteger times = new AtomicInteger();
        Recurring.start("rare", Duration.ofMillis(200), times::incrementAndGet).close();
        Thread.sleep(500);
        assertThat(times).hasValue(0);
    }
}
