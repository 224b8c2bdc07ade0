package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/// [Collate].
@Domain(DomainContext.Global.class)
@Domain(RandomVotes.class)
class CollateTest {

    private static final FusionSpec.Collate COLLATE = new FusionSpec.Collate(0.99, 10_000, 1e-6, false);

    @Test
    void onePassByHand() {
        // Three of four pixels are unanimous: 3/4 are easy. Frequencies 5/8 and 3/8. From shares 1, 1/2, 0, 0:
        // annotator 0 has p = 1, q = 4/5; annotator 1 has p = 2/3, q = 1. At pixel 1, votes 1 and 0:
        // easy: 3/8 * 3/4 * 0.99 * 0.01 and 5/8 * 3/4 * 0.01 * 0.99;
        // confusing: 3/8 * 1/4 * 1 * 1/3 = 1/32 and 5/8 * 1/4 * 1/5 * 1 = 1/32.
        Fusion fusion = new Fusion(Votes.of(2, row(1, 1, 0, 0), row(1, 0, 0, 0)));

        Fused fused = fusion.fuse(new FusionSpec.Collate(0.99, 1, 0, false));

        Estimate estimate = fused.estimate().orElseThrow();
        assertThat(estimate.consensus()).hasValue(0.75);
        double simple = 0.75 * 0.99 * 0.01;
        double likelihood = simple + 2.0 / 32;
        assertThat(fused.probability(1, 1)).isCloseTo((3.0 / 8 * simple + 1.0 / 32) / likelihood, within(1e-12));
        double one = 3.0 / 8 * 0.75 * 0.99 * 0.99 + 5.0 / 8 * 0.75 * 0.01 * 0.01 + 3.0 / 8 * 0.25 * 2 / 3;
        double two = 5.0 / 8 * 0.75 * 0.99 * 0.99 + 3.0 / 8 * 0.75 * 0.01 * 0.01 + 5.0 / 8 * 0.25 * 4 / 5;
        assertThat(estimate.logLikelihood())
                .isCloseTo(Math.log(likelihood) + Math.log(one) + 2 * Math.log(two), within(1e-12));
    }

    @Property(tries = 200)
    void itIsAsTheDefinitionSays(@ForAll Votes votes, @ForAll @IntRange(min = 1, max = 8) int passes) {
        SlowFusion slow = new SlowFusion(votes, RandomVotes.WIDTH);
        double easy = slow.collate(passes, 0.9);

        Fused fused = new Fusion(votes).fuse(new FusionSpec.Collate(0.9, passes, 0, false));

        Estimate estimate = fused.estimate().orElseThrow();
        if (estimate.passes() == passes) {
            assertThat(estimate.consensus().orElseThrow()).isCloseTo(easy, within(1e-9));
        }
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            for (int label = 0; label < votes.classes(); label++) {
                assertThat(fused.probability(pixel, label)).isCloseTo(slow.probability(pixel, label), within(1e-9));
            }
        }
    }

    @Property(tries = 100)
    void theLikelihoodNeverFalls(@ForAll Votes votes) {
        double before = Double.NEGATIVE_INFINITY;
        for (int passes = 1; passes <= 12; passes++) {
            double after = Collate.estimate(
                    new FusionSpec.Collate(0.99, passes, 0, false), new Fusion(votes).patterns())
                    .logLikelihood();
            assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
            before = after;
        }
    }

    @Property(tries = 100)
    void theOrderOfAnnotatorsOnlyReordersTheirMatrices(@ForAll Votes votes) {
        int last = votes.annotators() - 1;
        int[] reversed = new int[votes.annotators()];
        Arrays.setAll(reversed, r -> last - r);

        Fused fused = new Fusion(votes).fuse(COLLATE);
        Fused other = new Fusion(RandomVotes.reordered(votes, reversed)).fuse(COLLATE);

        for (int r = 0; r <= last; r++) {
            assertThat(other.estimate().orElseThrow().sensitivity(last - r))
                    .isCloseTo(fused.estimate().orElseThrow().sensitivity(r), within(1e-6));
        }
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            assertThat(other.probability(pixel, 1)).isCloseTo(fused.probability(pixel, 1), within(1e-6));
        }
    }

    @Test
    void whereAllAgreeEveryPixelIsEasy() {
        LabelMap drawn = LabelMap.generate(5, 4, pixel -> pixel % 3);
        Fused fused = new Fusion(Votes.of(3, drawn, drawn, drawn)).fuse(COLLATE);

        Estimate estimate = fused.estimate().orElseThrow();
        assertThat(estimate.consensus()).hasValue(1);
        assertThat(estimate.converged()).isTrue();
        assertThat(fused.labels()).isEqualTo(drawn.labels());
        ConfusionMatrix matrix = estimate.confusion(0).orElseThrow();
        assertThat(matrix.at(1, 1)).isGreaterThan(0.999);
    }

    @Test
    void anEmptyImageStaysEmptyAndOneAnnotatorIsBelieved() {
        LabelMap empty = LabelMap.background(5, 4);
        LabelMap drawn = LabelMap.generate(5, 4, pixel -> pixel % 3 == 0 ? 1 : 0);

        assertThat(new Fusion(Votes.of(2, empty, empty)).fuse(COLLATE).labels()).containsOnly(0);
        assertThat(new Fusion(Votes.of(2, drawn)).fuse(COLLATE).labels()).isEqualTo(drawn.labels());
    }

    private static LabelMap row(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
