package consilium.ingest.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.PreprocessingSpec;
import consilium.kernel.spec.PreprocessingSpec.CentreCrop;
import consilium.kernel.spec.PreprocessingSpec.IntensityWindow;
import consilium.kernel.spec.PreprocessingSpec.LesionCrop;
import consilium.kernel.spec.PreprocessingSpec.Resample;
import consilium.kernel.spec.PreprocessingSpec.Resize;
import consilium.kernel.spec.PreprocessingSpec.ZScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PreprocessingTest {

    /// Its intensities are 10 y + x, its truth is the pixel (3, 1).
    private static final Sample COUNTED = counted(4, 3);

    @Test
    void aCentreCropIsTheMiddleWithTheSmallerMarginLeftAndAbove() {
        Sample cropped = apply(COUNTED, new CentreCrop(1, 2, 0));

        assertThat(cropped.image().values()).containsExactly(1, 11);
        assertThat(apply(COUNTED, new CentreCrop(3, 1, 0)).truth()).contains(map(3, 1, 0, 0, 0));
        assertThat(apply(COUNTED, new CentreCrop(2, 1, 0)).image().values()).containsExactly(11, 12);
    }

    @Test
    void aCentreCropFramesASmallerImage() {
        Sample framed = apply(COUNTED, new CentreCrop(5, 4, -1));

        assertThat(framed.image().values()).containsExactly(
                -1, -1, -1, -1, -1,
                -1, 0, 1, 2, 3,
                -1, 10, 11, 12, 13,
                -1, 20, 21, 22, 23);
        assertThat(framed.truth()).contains(map(5, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void aCropMayCutOneSideAndFrameTheOther() {
        assertThat(apply(COUNTED, new CentreCrop(2, 5, 7)).image().values())
                .containsExactly(7, 7, 1, 2, 11, 12, 21, 22, 7, 7);
    }

    @Test
    void aLesionCropLiesRoundTheForegroundOfTruthAndAnnotatorsWithinTheImage() {
        assertThat(apply(COUNTED, new LesionCrop(2, 1, 0)).image().values()).containsExactly(12, 13);

        LabelMap annotation = map(4, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Sample annotated =
                new Sample(COUNTED.image(), COUNTED.truth(), List.of(Optional.of(annotation), Optional.empty()));

        assertThat(apply(annotated, new LesionCrop(2, 1, 0)).image().values()).containsExactly(1, 2);
    }

    @Test
    void aLesionCropWithoutForegroundIsACentreCrop() {
        Sample blank = new Sample(COUNTED.image(), Optional.of(LabelMap.background(4, 3)), List.of());

        assertThat(apply(blank, new LesionCrop(3, 5, 0))).isEqualTo(apply(blank, new CentreCrop(3, 5, 0)));
    }

    @Test
    void resizingInterpolatesBetweenPixelCentres() {
        Sample two = sample(2, 1, new float[] {0, 8}, map(2, 1, 0, 1));

        assertThat(apply(two, new Resize(4, 1)).image().values()).containsExactly(0, 2, 6, 8);
        assertThat(apply(two, new Resize(4, 1)).truth()).contains(map(4, 1, 0, 0, 1, 1));
        assertThat(apply(two, new Resize(1, 2)).image().values()).containsExactly(4, 4);
    }

    @Test
    void halvingTakesTheMeanOfFourPixelsAndTheNearestLabel() {
        Sample halved = apply(counted(4, 2), new Resize(2, 1));

        assertThat(halved.image().values()).containsExactly(5.5f, 7.5f);
        assertThat(halved.truth()).contains(map(2, 1, 0, 1));
    }

    @Test
    void resamplingKeepsTheFieldAndNeedsASpacing() {
        Image spaced = new Image(1, 3, 4, COUNTED.image().values(), Optional.of(new Spacing(1, 2)));
        Sample resampled = apply(new Sample(spaced, COUNTED.truth(), List.of()), new Resample(0.5));

        assertThat(resampled.image().shape()).isEqualTo("8 x 12 pixels of 1 channel");
        assertThat(resampled.image().spacing()).contains(new Spacing(0.5, 0.5));
        assertThatThrownBy(() -> apply(COUNTED, new Resample(1)))
                .hasMessage("its spacing is not known, so it cannot be resampled");
    }

    @Test
    void aWindowMapsItsEndsToZeroAndOne() {
        assertThat(apply(COUNTED, new IntensityWindow(1, 21)).image().values())
                .startsWith(0, 0, 0.05f)
                .endsWith(1, 1, 1);
    }

    @Test
    void aZScoreIsOverAllImagesOfTheCase() {
        Sample first = sample(2, 1, new float[] {1, 3}, map(2, 1, 0, 0));
        Sample second = sample(2, 1, new float[] {5, 7}, map(2, 1, 0, 0));

        // Mean 4, squares 9 + 1 + 1 + 9 over 4.
        float deviation = (float) Math.sqrt(5);
        assertThat(apply(List.of(first, second), new ZScore(ZScore.Over.ALL)).getFirst().image().values())
                .containsExactly(new float[] {-3 / deviation, -1 / deviation}, within(1e-6f));
    }

    @Test
    void aZScoreOverWhatIsNotZeroLeavesZerosAtZero() {
        Sample sample = sample(4, 1, new float[] {0, 2, 4, 0}, map(4, 1, 0, 0, 0, 0));

        assertThat(apply(sample, new ZScore(ZScore.Over.NON_ZERO)).image().values()).containsExactly(0, -1, 1, 0);
    }

    @Test
    void aChannelThatDoesNotVaryBecomesZero() {
        Sample flat = sample(2, 1, new float[] {7, 7}, map(2, 1, 0, 0));

        assertThat(apply(flat, new ZScore(ZScore.Over.ALL)).image().values()).containsExactly(0, 0);
        assertThat(apply(flat, new IntensityWindow(7, 8), new ZScore(ZScore.Over.NON_ZERO)).image().values())
                .containsExactly(0, 0);
    }

    @Test
    void channelsAreNormalisedEachOnItsOwn() {
        Image two = new Image(2, 1, 2, new float[] {0, 2, 100, 300}, Optional.empty());

        assertThat(apply(new Sample(two, Optional.empty(), List.of()), new ZScore(ZScore.Over.ALL)).image().values())
                .containsExactly(-1, 1, -1, 1);
    }

    @Test
    void stepsAreAppliedInTheirOrder() {
        Sample sample = sample(3, 1, new float[] {0, 2, 10}, map(3, 1, 0, 0, 0));

        assertThat(apply(sample, new CentreCrop(2, 1, 0), new ZScore(ZScore.Over.ALL)).image().values())
                .containsExactly(-1, 1);
        assertThat(apply(sample, new ZScore(ZScore.Over.ALL), new CentreCrop(2, 1, 0)).image().values())
                .containsExactly(new float[] {-0.9258f, -0.4629f}, within(1e-4f));
    }

    /// Against the definition, in one pass over all values in double precision.
    @Property(tries = 100)
    void aNormalisedCaseHasMeanZeroAndDeviationOne(@ForAll @IntRange(min = 2, max = 6) int images, @ForAll int seed) {
        java.util.Random random = new java.util.Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            float[] values = new float[6];
            for (int pixel = 0; pixel < values.length; pixel++) {
                values[pixel] = 1000 + random.nextFloat();
            }
            samples.add(sample(3, 2, values, LabelMap.background(3, 2)));
        }

        double[] all = apply(samples, new ZScore(ZScore.Over.ALL)).stream()
                .flatMapToDouble(sample -> {
                    double[] values = new double[6];
                    Arrays.setAll(values, pixel -> sample.image().values()[pixel]);
                    return Arrays.stream(values);
                })
                .toArray();

        assertThat(Arrays.stream(all).average().orElseThrow()).isCloseTo(0, within(1e-5));
        assertThat(Arrays.stream(all).map(value -> value * value).average().orElseThrow()).isCloseTo(1, within(1e-4));
    }

    @Property(tries = 200)
    void aCropOfAFrameIsTheImage(
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 0, max = 5) int more) {
        Sample sample = counted(width, height);

        assertThat(
                apply(sample, new CentreCrop(width + 2 * more, height + 2 * more, 5), new CentreCrop(width, height, 0)))
                .isEqualTo(sample);
    }

    @Property(tries = 200)
    void aResizedImageStaysWithinItsIntensities(
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll @IntRange(min = 1, max = 9) int height) {
        for (float value : apply(COUNTED, new Resize(width, height)).image().values()) {
            assertThat(value).isBetween(0f, 23f);
        }
    }

    private static Sample apply(Sample sample, PreprocessingSpec... steps) {
        return apply(List.of(sample), steps).getFirst();
    }

    private static List<Sample> apply(List<Sample> samples, PreprocessingSpec... steps) {
        return samples.stream().map(new Preprocessing(List.of(steps)).of(samples::forEach)).toList();
    }

    private static Sample counted(int width, int height) {
        float[] values = new float[width * height];
        byte[] labels = new byte[width * height];
        for (int pixel = 0; pixel < values.length; pixel++) {
            values[pixel] = 10 * (pixel / width) + pixel % width;
            labels[pixel] = (byte) (values[pixel] == 13 ? 1 : 0);
        }
        return sample(width, height, values, new LabelMap(width, height, labels));
    }

    private static Sample sample(int width, int height, float[] values, LabelMap truth) {
        return new Sample(new Image(1, height, width, values, Optional.empty()), Optional.of(truth), List.of());
    }

    private static LabelMap map(int width, int height, int... labels) {
        return LabelMap.generate(width, height, pixel -> labels[pixel]);
    }
}
