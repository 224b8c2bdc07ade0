package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.BitSet;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Golden values: the published test values of MetricsReloaded and MONAI, recomputed with NumPy in the project's
/// research.
class OverlapTest {

    @Test
    void aMaskWithinAnother() {
        assertThat(dice(Maps.rectangle(14, 6, 8, 6, 8), Maps.rectangle(14, 5, 9, 5, 9))).isEqualTo(0.4);
    }

    @Test
    void aMaskAroundAnother() {
        assertThat(iou(Maps.rectangle(14, 4, 10, 4, 10), Maps.rectangle(14, 5, 9, 5, 9)))
                .isCloseTo(0.44444, within(1e-5));
    }

    @Test
    void aMaskWithACrossOverIt() {
        LabelMap square = Maps.rectangle(11, 3, 8, 3, 8);
        LabelMap crossed = LabelMap.generate(11, 11, pixel -> {
            int y = pixel / 11;
            int x = pixel % 11;
            boolean bar = y == 5 && x >= 1 && x <= 9 || x == 5 && y >= 1 && y <= 9;
            return square.at(pixel) == 1 || bar ? 1 : 0;
        });

        assertThat(dice(crossed, square)).isCloseTo(0.862069, within(1e-6));
        assertThat(iou(crossed, square)).isCloseTo(0.757576, within(1e-6));
    }

    @Test
    void twoOfThreePixels() {
        assertThat(dice(Maps.of("1.", ".1"), Maps.of("1.", "11"))).isEqualTo(0.8);
        assertThat(iou(Maps.of("1.", ".1"), Maps.of("1.", "11"))).isCloseTo(0.6667, within(1e-4));
    }

    @Test
    void bothEmptyIsOneOrLeftOut() {
        Overlap empty = Overlap.of(Maps.of(".."), Maps.of(".."), 1);

        assertThat(empty.dice(EmptyMask.ONE)).isEqualTo(OptionalDouble.of(1));
        assertThat(empty.iou(EmptyMask.ONE)).isEqualTo(OptionalDouble.of(1));
        assertThat(empty.dice(EmptyMask.SKIP)).isEmpty();
        assertThat(empty.iou(EmptyMask.SKIP)).isEmpty();
    }

    @Test
    void oneEmptyIsZeroUnderEitherRule() {
        Overlap missed = Overlap.of(Maps.of(".."), Maps.of("1."), 1);
        Overlap invented = Overlap.of(Maps.of("1."), Maps.of(".."), 1);

        for (EmptyMask rule : EmptyMask.values()) {
            assertThat(missed.dice(rule)).isEqualTo(OptionalDouble.of(0));
            assertThat(invented.iou(rule)).isEqualTo(OptionalDouble.of(0));
        }
    }

    @Test
    void labelsOverlapEachForItself() {
        LabelMap said = Maps.of("1122");
        LabelMap truth = Maps.of("1222");

        assertThat(Overlap.of(said, truth, 1)).isEqualTo(new Overlap(1, 2, 1));
        assertThat(Overlap.of(said, truth, 2)).isEqualTo(new Overlap(2, 2, 3));
    }

    @Property
    void orderDoesNotMatterAndScoresAgreeWithSets(
            @ForAll @Size(12) boolean[] first, @ForAll @Size(12) boolean[] second) {
        LabelMap a = LabelMap.generate(4, 3, pixel -> first[pixel] ? 1 : 0);
        LabelMap b = LabelMap.generate(4, 3, pixel -> second[pixel] ? 1 : 0);
        BitSet both = bits(first);
        both.and(bits(second));
        BitSet either = bits(first);
        either.or(bits(second));
        double jaccard = either.isEmpty() ? 1 : (double) both.cardinality() / either.cardinality();

        assertThat(iou(a, b)).isEqualTo(iou(b, a)).isEqualTo(jaccard);
        assertThat(dice(a, b)).isEqualTo(dice(b, a)).isCloseTo(2 * jaccard / (1 + jaccard), within(1e-12));
    }

    private static BitSet bits(boolean[] labels) {
        BitSet bits = new BitSet();
        for (int pixel = 0; pixel < labels.length; pixel++) {
            bits.set(pixel, labels[pixel]);
        }
        return bits;
    }

    private static double dice(LabelMap map, LabelMap truth) {
        return Overlap.of(map, truth, 1).dice(EmptyMask.ONE).orElseThrow();
    }

    private static double iou(LabelMap map, LabelMap truth) {
        return Overlap.of(map, truth, 1).iou(EmptyMask.ONE).orElseThrow();
    }
}
