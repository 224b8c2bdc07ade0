package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Golden values: the published test values of MetricsReloaded, to more digits, recomputed with NumPy in the project's
/// research.
class CalibrationTest {

    private static final double[] SAID = {.22, .48, .49, .96, .55, .64, .78, .82, .34, .87};
    private static final int[] CAME = {0, 1, 0, 0, 1, 1, 1, 1, 1, 0};

    @Test
    void theGapsOfTenEvents() {
        assertThat(bins(2).expectedError().orElseThrow()).isCloseTo(0.109, within(1e-9));
        assertThat(bins(5).expectedError().orElseThrow()).isCloseTo(0.315, within(1e-9));
        assertThat(bins(10).expectedError().orElseThrow()).isCloseTo(0.359, within(1e-9));
        assertThat(bins(2).largestError().orElseThrow()).isCloseTo(0.1175, within(1e-9));
        assertThat(bins(5).largestError().orElseThrow()).isCloseTo(0.55, within(1e-9));
        assertThat(bins(10).largestError().orElseThrow()).isCloseTo(0.96, within(1e-9));
    }

    @Test
    void aBinIsOpenBelowAndClosedAbove() {
        for (int edge = 1; edge < 10; edge++) {
            ReliabilityBins bins = new ReliabilityBins(10);
            bins.add(edge / 10.0, true);
            bins.add(edge / 10.0 - 0.05, false);
            double together = Math.abs(1 - (2 * edge / 10.0 - 0.05)) / 2;

            assertThat(bins.largestError().orElseThrow()).isCloseTo(together, within(1e-12));
        }
    }

    @Test
    void whatIsSaidToBeImpossibleIsInNoBin() {
        ReliabilityBins bins = new ReliabilityBins(10);
        bins.add(0, true);
        bins.add(0.5, false);

        assertThat(bins.expectedError()).hasValue(0.25);
        assertThat(bins.largestError()).hasValue(0.5);
    }

    @Test
    void nothingHasNoGap() {
        assertThat(new ReliabilityBins(10).expectedError()).isEmpty();
        assertThat(new Calibration(2).brier()).isEmpty();
        assertThat(new Calibration(2).logScore()).isEmpty();
    }

    /// Two events: (0.2, 0.8) of which the second came, (0.4, 0.6) of which the first.
    @Test
    void brierAndLogScoreOfTwoEvents() {
        Calibration calibration = Calibration.of(new float[] {0.2f, 0.4f, 0.8f, 0.6f}, Maps.of("1."), 2);

        assertThat(calibration.brier().orElseThrow()).isCloseTo(0.4, within(1e-6));
        assertThat(calibration.logScore().orElseThrow()).isCloseTo(-0.57, within(1e-3));
    }

    @Test
    void imagesTogetherAreOneLargeImage() {
        Calibration first = Calibration.of(new float[] {0.2f, 0.4f, 0.8f, 0.6f}, Maps.of("1."), 2);
        Calibration whole = Calibration.of(
                new float[] {0.2f, 0.4f, 0.9f, 0.7f, 0.8f, 0.6f, 0.1f, 0.3f}, Maps.of("1..1"), 2);

        first.addAll(Calibration.of(new float[] {0.9f, 0.7f, 0.1f, 0.3f}, Maps.of(".1"), 2));

        assertThat(first.expectedError()).isEqualTo(whole.expectedError());
        assertThat(first.brier().orElseThrow()).isCloseTo(whole.brier().orElseThrow(), within(1e-12));
        assertThat(first.logScore().orElseThrow()).isCloseTo(whole.logScore().orElseThrow(), within(1e-12));
    }

    /// From the definition, bin by bin.
    @Property(tries = 200)
    void theGapsAreThoseOfTheDefinition(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int classes) {
        Random random = new Random(seed);
        int size = 30;
        LabelMap truth = LabelMap.generate(6, 5, pixel -> random.nextInt(classes));
        float[] probability = new float[classes * size];
        for (int index = 0; index < probability.length; index++) {
            probability[index] = random.nextInt(21) / 20f;
        }
        double expected = 0;
        double largest = 0;
        for (int label = 1; label < classes; label++) {
            double most = 0;
            for (int bin = 0; bin < 10; bin++) {
                double said = 0;
                int came = 0;
                int events = 0;
                for (int pixel = 0; pixel < size; pixel++) {
                    double p = probability[label * size + pixel];
                    if (p > bin / 10.0 && p <= (bin + 1) / 10.0) {
                        events++;
                        said += p;
                        came += truth.at(pixel) == label ? 1 : 0;
                    }
                }
                double gap = events == 0 ? 0 : Math.abs(said / events - (double) came / events);
                expected += gap * events / size / (classes - 1);
                most = Math.max(most, gap);
            }
            largest += most / (classes - 1);
        }

        Calibration calibration = Calibration.of(probability, truth, classes);

        assertThat(calibration.expectedError().orElseThrow()).isCloseTo(expected, within(1e-12));
        assertThat(calibration.largestError().orElseThrow()).isCloseTo(largest, within(1e-12));
    }

    private static ReliabilityBins bins(int count) {
        ReliabilityBins bins = new ReliabilityBins(count);
        for (int event = 0; event < SAID.length; event++) {
            bins.add(SAID[event], CAME[event] == 1);
        }
        return bins;
    }
}
