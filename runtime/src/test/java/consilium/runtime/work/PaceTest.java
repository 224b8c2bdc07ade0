package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void manyAreTakenAtOnceOnlyWhenAGoodManyWereQuick() {
        took(50, Duration.ofMillis(2));
        assertThat(pace.atOnce()).isOne();
        took(50, Duration.ofMillis(2));
        assertThat(pace.atOnce()).isGreaterThan(1);
    }

    @Test
    void oneThatTakesASecondEndsIt() {
        took(200, Duration.ofMillis(2));
        pace.took(Duration.ofSeconds(1));
        assertThat(pace.atOnce()).isOne();
    }

    @Test
    void aHiccupDoesNot() {
        took(200, Duration.ofMillis(2));
        pace.took(Duration.ofMillis(200));
        assertThat(pace.atOnce()).isGreaterThan(1);
    }

    private void took(int steps, Duration time) {
        IntStream.range(0, steps).forEach(step -> pace.took(time));
    }
}
