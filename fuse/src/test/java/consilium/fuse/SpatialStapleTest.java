package consilium.fuse;

import static consilium.fuse.Golden.CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [SpatialStaple] and its [BoxSums].
@Domain(DomainContext.Global.class)
@Domain(RandomVotes.class)
class SpatialStapleTest {

    @ParameterizedTest
    @CsvSource({
            "28_R3_L2, 3, 3, 0", "28_R3_L2, 3, 3, 10", "28_R3_L2, 3, 5, 0", "28_R3_L2, 3, 5, 10",
            "28_R5_L2, 5, 3, 0", "28_R5_L2, 5, 3, 10", "28_R5_L2, 5, 5, 0", "28_R5_L2, 5, 5, 10"
    })
    void probabilitiesAfterTenPassesAreThoseOfTheReference(String name, int annotators, int h, int lambda) {
        Golden golden = Golden.of("staple");
        byte[] all = golden.bytes(name + ".votes");
        LabelMap[] maps = new LabelMap[annotators];
        for (int r = 0; r < annotators; r++) {
            int from = r * 28 * 28;
            maps[r] = LabelMap.generate(28, 28, pixel -> all[from + pixel]);
        }

        Fused fused = fuse(new FusionSpec.SpatialStaple(h, lambda, 10, 0), Votes.of(2, maps));

        assertThat(fused.estimate().orElseThrow().passes()).isEqualTo(10);
        double[] foreground = golden.doubles(name + ".spatial_h" + h + "_lam" + lambda + "_it10.f64");
        for (int pixel = 0; pixel < foreground.length; pixel++) {
            assertThat(fused.probability(pixel, 1)).isCloseTo(foreground[pixel], CLOSE);
        }
    }

    /// A row of four pixels. Global STAPLE believes both: sensitivities 1 and 1, specificities 1 and 1 on what they
    /// agree of. In a window of three pixels and without the global estimate, pixel 0 sees pixels 0 and 1.
    @Test
    void onePassByHand() {
        Votes votes = Votes.of(2, row(1, 1, 0, 0), row(1, 0, 0, 0));

        Fused fused = fuse(new FusionSpec.SpatialStaple(1, 0, 1, 0), votes);

        // Shares 1, 1/2, 0, 0. At pixel 1: windows of pixels 0 to 2 hold W = 3/2, 1 - W = 3/2.
        // Annotator 0 says 1: p = (1 + 1/2) / (3/2) = 1; 1 - q = 1 - 1 / (3/2) = 1/3.
        // Annotator 1 says 0: 1 - p = 1 - 1 / (3/2) = 1/3; q = (1/2 + 1) / (3/2) = 1.
        // With a prior of one half each: 1/3 to 1/3.
        assertThat(fused.probability(1, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(fused.labels()).containsExactly(1, 0, 0, 0);
    }

    /// With the global estimate. Without it a window in which hardly a pixel is believed to be of a label divides one
    /// vanishing sum by another, and the rounding of running sums shows: 3e-6 was drawn once.
    @Property(tries = 60)
    void itIsAsTheDefinitionSays(
            @ForAll Votes votes,
            @ForAll @IntRange(min = 1, max = 9) int halfWindow,
            @ForAll @IntRange(min = 1, max = 3) int tens,
            @ForAll @IntRange(min = 1, max = 6) int passes) {
        Estimate global = new Fusion(votes).estimate(Golden.STAPLE);
        SlowFusion slow = new SlowFusion(votes, RandomVotes.WIDTH)
                .spatial(passes, halfWindow, 10.0 * tens, matrices(global, votes.classes()));

        Fused fused = fuse(new FusionSpec.SpatialStaple(halfWindow, 10.0 * tens, passes, 0), votes);

        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            for (int label = 0; label < votes.classes(); label++) {
                assertThat(fused.probability(pixel, label))
                        .isCloseTo(slow.probability(pixel, label), within(1e-7));
            }
        }
    }

    private static double[][][] matrices(Estimate estimate, int classes) {
        double[][][] matrices = new double[estimate.annotators()][classes][classes];
        for (int r = 0; r < matrices.length; r++) {
            ConfusionMatrix matrix = estimate.confusion(r).orElse(ConfusionMatrix.identity(classes));
            for (int said = 0; said < classes; said++) {
                for (int truth = 0; truth < classes; truth++) {
                    matrices[r][said][truth] = matrix.at(said, truth);
                }
            }
        }
        return matrices;
    }

    @Property(tries = 60)
    void probabilitiesSumToOneAndUnanimousPixelsAreBelieved(@ForAll Votes votes) {
        Fused fused = fuse(new FusionSpec.SpatialStaple(2, 100, 100, 1e-5), votes);

        byte[] labels = fused.labels();
        Fused mean = new Fusion(votes).mean();
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            double sum = 0;
            for (int label = 0; label < votes.classes(); label++) {
                sum += fused.probability(pixel, label);
                if (mean.probability(pixel, label) == 1) {
                    assertThat(labels[pixel]).isEqualTo((byte) label);
                }
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    @Property(tries = 60)
    void theOrderOfAnnotatorsDoesNotMatter(@ForAll Votes votes) {
        int last = votes.annotators() - 1;
        int[] reversed = new int[votes.annotators()];
        Arrays.setAll(reversed, r -> last - r);
        FusionSpec.SpatialStaple spec = new FusionSpec.SpatialStaple(2, 100, 5, 0);

        Fused fused = fuse(spec, votes);
        Fused other = fuse(spec, RandomVotes.reordered(votes, reversed));

        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            assertThat(other.probability(pixel, 1)).isCloseTo(fused.probability(pixel, 1), within(1e-7));
        }
    }

    @Test
    void anEmptyImageStaysEmptyAndOneAnnotatorIsBelieved() {
        LabelMap empty = LabelMap.background(5, 4);
        LabelMap drawn = LabelMap.generate(5, 4, pixel -> pixel % 3 == 0 ? 1 : 0);
        FusionSpec.SpatialStaple local = new FusionSpec.SpatialStaple(1, 0, 100, 1e-5);

        assertThat(fuse(local, Votes.of(2, empty, empty)).labels()).containsOnly(0);
        assertThat(fuse(local, Votes.of(2, drawn)).labels()).isEqualTo(drawn.labels());
    }

    @Test
    void aLargeGlobalWeightIsAlmostStaplesMatrices() {
        Random random = new Random(3);
        Votes votes = RandomVotes.votes(2, 5, random);
        Estimate global = new Fusion(votes).estimate(Golden.STAPLE);

        Fused fused = fuse(new FusionSpec.SpatialStaple(3, 1e9, 1, 0), votes);

        SlowFusion slow = new SlowFusion(votes, RandomVotes.WIDTH)
                .spatial(1, 3, 1e9, matrices(global, 2));
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            assertThat(fused.probability(pixel, 1)).isCloseTo(slow.probability(pixel, 1), within(1e-9));
        }
    }

    @Test
    void votesWithoutAWidthAreRefused() {
        Votes votes = new Votes(2, List.of(Optional.of(new byte[] {0, 1, 1, 0})));

        assertThatThrownBy(() -> fuse(new FusionSpec.SpatialStaple(1, 0, 1, 0), votes))
                .hasMessageContaining("make the votes with their image's width");
    }

    @Property(tries = 100)
    void boxSumsAreTheSumsOverTheWindow(
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 14) int half,
            @ForAll long seed) {
        double[] plane = new Random(seed).doubles(width * height).toArray();
        double[] sums = new double[plane.length];
        new BoxSums(width, height, half).sum(plane, sums);

        for (int pixel = 0; pixel < plane.length; pixel++) {
            double sum = 0;
            for (int other = 0; other < plane.length; other++) {
                boolean near = Math.abs(other % width - pixel % width) <= half
                        && Math.abs(other / width - pixel / width) <= half;
                sum += near ? plane[other] : 0;
            }
            assertThat(sums[pixel]).isCloseTo(sum, within(1e-12));
        }
    }

    @Test
    void smallNumbersAfterLargeOnesKeepTheirDigits() {
        double[] plane = new double[400];
        Arrays.fill(plane, 0, 200, 1e9);
        Arrays.fill(plane, 200, 400, 1e-9);
        double[] sums = new double[400];
        new BoxSums(20, 20, 1).sum(plane, sums);

        assertThat(sums[15 * 20 + 10]).isCloseTo(9e-9, within(1e-23));
    }

    private static Fused fuse(FusionSpec.SpatialStaple spec, Votes votes) {
        return new Fusion(votes).fuse(spec);
    }

    private static LabelMap row(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
