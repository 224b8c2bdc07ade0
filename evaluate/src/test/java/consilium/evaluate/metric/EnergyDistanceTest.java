package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Golden values: the halves of a 4 x 4 image, recomputed with NumPy in the project's research.
class EnergyDistanceTest {

    private static final LabelMap TOP = Maps.rectangle(4, 0, 2, 0, 4);
    private static final LabelMap LEFT = Maps.rectangle(4, 0, 4, 0, 2);
    private static final LabelMap EMPTY = LabelMap.background(4, 4);

    @Test
    void oneAgainstOneIsTwiceTheirDistance() {
        assertThat(iou(List.of(TOP), List.of(LEFT)).biased()).isCloseTo(4.0 / 3, within(1e-12));
        assertThat(dice(List.of(TOP), List.of(LEFT)).biased()).isCloseTo(1, within(1e-12));
        assertThat(iou(List.of(TOP), List.of(LEFT)).unbiased()).isEmpty();
    }

    @Test
    void twoEmptyMapsAreEqual() {
        assertThat(iou(List.of(EMPTY), List.of(TOP, EMPTY)).biased()).isCloseTo(0.5, within(1e-12));
        assertThat(EnergyDistance.of(set(List.of(EMPTY)), set(List.of(EMPTY)), Similarity.IOU, EmptyMask.SKIP).biased())
                .isZero();
    }

    @Test
    void missingHalfOfTheReadingsCosts() {
        List<LabelMap> predicted = List.of(TOP, TOP, LEFT, LEFT);
        List<LabelMap> annotated = List.of(TOP, LEFT, EMPTY, EMPTY);

        assertThat(iou(predicted, annotated).biased()).isCloseTo(0.416667, within(1e-6));
        assertThat(dice(predicted, annotated).biased()).isCloseTo(0.4375, within(1e-12));
        assertThat(iou(predicted, annotated).unbiased().orElseThrow()).isCloseTo(0.111111, within(1e-6));
    }

    @Test
    void equalSetsAreAtNoDistanceAndBelowItUnbiased() {
        EnergyDistance distance = iou(List.of(TOP, LEFT), List.of(TOP, LEFT));

        assertThat(distance.biased()).isCloseTo(0, within(1e-12));
        assertThat(distance.unbiased().orElseThrow()).isCloseTo(-2.0 / 3, within(1e-12));
    }

    @Test
    void aClassThatNeitherHasCountsOrIsLeftOut() {
        MapSet one = MapSet.of(List.of(Maps.of("11..")), 3);
        MapSet half = MapSet.of(List.of(Maps.of("1...")), 3);

        assertThat(Agreement.between(one, half, Similarity.IOU, EmptyMask.ONE).at(0, 0)).isEqualTo(0.75);
        assertThat(Agreement.between(one, half, Similarity.IOU, EmptyMask.SKIP).at(0, 0)).isEqualTo(0.5);
    }

    /// From the definition, over sets of pixels.
    @Property(tries = 200)
    void theSumsAreThoseOfTheDefinition(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int predictions,
            @ForAll @IntRange(min = 1, max = 4) int annotators,
            @ForAll @IntRange(min = 2, max = 3) int classes) {
        Random random = new Random(seed);
        List<LabelMap> predicted = maps(random, predictions, classes);
        List<LabelMap> annotated = maps(random, annotators, classes);
        double expected = 2 * meanDistance(predicted, annotated, classes)
                - meanDistance(predicted, predicted, classes)
                - meanDistance(annotated, annotated, classes);

        double actual = EnergyDistance.of(
                MapSet.of(predicted, classes), MapSet.of(annotated, classes), Similarity.IOU, EmptyMask.ONE)
                .biased();

        assertThat(actual).isCloseTo(expected, within(1e-12)).isBetween(-1e-12, 2.0);
    }

    private static List<LabelMap> maps(Random random, int count, int classes) {
        return IntStream.range(0, count)
                .mapToObj(map -> LabelMap.generate(
                        13, 6, pixel -> random.nextInt(3) == 0 ? random.nextInt(classes) : 0))
                .toList();
    }

    private static double meanDistance(List<LabelMap> maps, List<LabelMap> others, int classes) {
        double sum = 0;
        for (LabelMap map : maps) {
            for (LabelMap other : others) {
                for (int label = 1; label < classes; label++) {
                    Set<Integer> either = pixels(map, label);
                    Set<Integer> both = pixels(map, label);
                    either.addAll(pixels(other, label));
                    both.retainAll(pixels(other, label));
                    sum += either.isEmpty() ? 0 : 1 - (double) both.size() / either.size();
                }
            }
        }
        return sum / (maps.size() * others.size() * (classes - 1));
    }

    private static Set<Integer> pixels(LabelMap map, int label) {
        Set<Integer> pixels = new HashSet<>();
        for (int pixel = 0; pixel < map.size(); pixel++) {
            if (map.at(pixel) == label) {
                pixels.add(pixel);
            }
        }
        return pixels;
    }

    private static MapSet set(List<LabelMap> maps) {
        return MapSet.of(maps, 2);
    }

    private static EnergyDistance iou(List<LabelMap> predicted, List<LabelMap> annotated) {
        return EnergyDistance.of(set(predicted), set(annotated), Similarity.IOU, EmptyMask.ONE);
    }

    private static EnergyDistance dice(List<LabelMap> predicted, List<LabelMap> annotated) {
        return EnergyDistance.of(set(predicted), set(annotated), Similarity.DICE, EmptyMask.ONE);
    }
}
