package consilium.ingest.growing;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.dataset.Split;
import consilium.kernel.spec.SplitSpec;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableSplitTest {

    @Test
    void sharesAreKeptOnAverage() {
        StableSplit split = new StableSplit(new SplitSpec(0.2, 0.3), 7);
        Map<Split, Long> counts = IntStream.range(0, 10_000)
                .mapToObj(image -> split.of("case-" + image))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts.get(Split.TEST)).isBetween(2_800L, 3_200L);
        assertThat(counts.get(Split.VALIDATION)).isBetween(1_800L, 2_200L);
    }

    @Test
    void aCaseStaysWhereItIsUnlessTheSeedChanges() {
        StableSplit split = new StableSplit(new SplitSpec(0.2, 0.3), 7);
        StableSplit other = new StableSplit(new SplitSpec(0.2, 0.3), 8);
        assertThat(IntStream.range(0, 100).allMatch(image -> split.of("c" + image) == split.of("c" + image))).isTrue();
        assertThat(IntStream.range(0, 100).allMatch(image -> split.of("c" + image) == other.of("c" + image))).isFalse();
    }

    @Test
    void aShareOfNothingDrawsNobody() {
        StableSplit split = new StableSplit(new SplitSpec(0, 0), 7);
        assertThat(IntStream.range(0, 1000).mapToObj(image -> split.of("c" + image))).containsOnly(Split.TRAIN);
    }
}
