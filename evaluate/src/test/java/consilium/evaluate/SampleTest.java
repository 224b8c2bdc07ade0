package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theStandardDeviationIsDividedByOneLess() {
        Sample sample = new Sample(List.of(2.0, 4.0, 6.0));

        assertThat(sample.mean()).hasValue(4);
        assertThat(sample.standardDeviation()).hasValue(2);
    }

    @Test
    void oneScoreDoesNotDeviate() {
        assertThat(new Sample(List.of(0.7)).standardDeviation()).hasValue(0);
    }

    @Test
    void whatHasNoScoreIsNotAmongThem() {
        Sample sample = Sample.of(List.of(OptionalDouble.of(1), OptionalDouble.empty()));

        assertThat(sample.size()).isEqualTo(1);
        assertThat(Sample.of(List.of(OptionalDouble.empty())).mean()).isEmpty();
    }
}
