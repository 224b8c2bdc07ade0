package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec.BetaPrior;
import consilium.kernel.spec.FusionSpec.MarkovField;
import consilium.kernel.spec.FusionSpec.Prior;
import consilium.kernel.spec.FusionSpec.Staple;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/// What STAPLE does with a voxel-wise prior, a prior on performance, and a Markov field.
@Domain(DomainContext.Global.class)
@Domain(RandomVotes.class)
class StapleOptionsTest {

    private static final double NO_STOP = 1e-300;

    private static Staple staple(
            int passes, Optional<Prior> prior, Optional<BetaPrior> beta, Optional<MarkovField> field) {
        return new Staple(passes, NO_STOP, 1, false, prior, beta, field);
    }

    @Property(tries = 200)
    void allOptionsTogetherAreAsTheDefinitionSays(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int annotators,
            @ForAll @IntRange(min = 1, max = 8) int passes,
            @ForAll Optional<Prior> prior,
            @ForAll @IntRange(min = 0, max = 2) int beta,
            @ForAll @IntRange(min = 0, max = 2) int field) {
        Votes votes = RandomVotes.votes(2, annotators, new Random(seed));
        Optional<BetaPrior> performance =
                beta == 0 ? Optional.empty() : Optional.of(new BetaPrior(1 + 4 * beta, 1 + 0.5 * beta));
        SlowFusion slow =
                new SlowFusion(votes, RandomVotes.WIDTH).staple(passes, prior, performance, 0.4 * field);

        Fused fused = new Fusion(votes)
                .fuse(staple(passes, prior, performance, Optional.of(new MarkovField(0.4 * field))));

        Estimate estimate = fused.estimate().orElseThrow();
        assertThat(estimate.passes()).isLessThanOrEqualTo(passes);
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            assertThat(fused.probability(pixel, 1)).isCloseTo(slow.probability(pixel, 1), within(1e-9));
        }
    }

    /// With weight 0, or `alpha` and `beta` 1, an option says nothing.
    @Property(tries = 100)
    void anOptionThatSaysNothingChangesNothing(@ForAll Votes votes) {
        Fusion fusion = new Fusion(votes);
        Fused plain = fusion.fuse(Golden.STAPLE);

        Fused weightless = fusion.fuse(new Staple(
                10_000, 0, 1, false, Optional.of(Prior.GLOBAL), Optional.of(new BetaPrior(1, 1)), Optional.empty()));
        Fused alone = fusion.fuse(new Staple(
                10_000, 0, 1, false, Optional.empty(), Optional.empty(), Optional.of(new MarkovField(0))));

        assertThat(weightless.probabilities()).isEqualTo(plain.probabilities());
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            for (int label = 0; label < votes.classes(); label++) {
                assertThat(alone.probability(pixel, label)).isCloseTo(plain.probability(pixel, label), within(1e-6));
            }
        }
    }

    @Test
    void theVoxelWisePriorIsThePixelsOwnVotes() {
        // Three of four say foreground at pixel 1, whose prior is 3/4; unanimous pixels are decided by theirs.
        Fusion fusion = new Fusion(Votes.of(2, row(1, 1, 0), row(1, 1, 0), row(1, 1, 0), row(1, 0, 0)));

        Fused fused = fusion.fuse(staple(1, Optional.of(Prior.VOXEL_WISE), Optional.empty(), Optional.empty()));

        // M from shares 1, 3/4, 0: p = 1 for three, 4/7 for the last; q = 1 / (5/4) = 4/5 for three, 1 for the last.
        double foreground = 0.75 * (3.0 / 7);
        double background = 0.25 * 0.2 * 0.2 * 0.2;
        assertThat(fused.probability(1, 1)).isCloseTo(foreground / (foreground + background), within(1e-12));
        assertThat(fused.probability(0, 1)).isOne();
        assertThat(fused.probability(2, 1)).isZero();
        assertThat(fused.estimate().orElseThrow().prior(1)).isCloseTo(1.75 / 3, within(1e-12));
    }

    @Test
    void theConfidenceWeightMultipliesTheVoxelWisePriorToo() {
        Fusion fusion = new Fusion(Votes.of(2, row(1, 1, 0), row(1, 0, 0)));

        Estimate estimate = fusion.estimate(new Staple(
                1, NO_STOP, 0.5, false, Optional.of(Prior.VOXEL_WISE), Optional.empty(), Optional.empty()));

        assertThat(estimate.prior(1)).isCloseTo((0.5 + 0.25) / 3, within(1e-12));
    }

    @Test
    void theBetaPriorIsPixelsSeenBefore() {
        // Shares 1, 1/2, 0, 0. Annotator 0: 3/2 of 3/2 right; with Beta(5, 1.5): (1.5 + 4) / (1.5 + 4.5).
        // Of background, 2 of 5/2 right: (2 + 4) / (2.5 + 4.5).
        Fusion fusion = new Fusion(Votes.of(2, row(1, 1, 0, 0), row(1, 0, 0, 0)));

        Estimate estimate = fusion.estimate(
                staple(1, Optional.empty(), Optional.of(new BetaPrior(5, 1.5)), Optional.empty()));

        assertThat(estimate.sensitivity(0)).isCloseTo(5.5 / 6, within(1e-12));
        assertThat(estimate.specificity(0)).isCloseTo(6.0 / 7, within(1e-12));
    }

    /// Of more classes the mistakes keep their proportions: the formula of the diagonal prior, in its own words.
    @Test
    void theBetaPriorOfMoreClassesIsOnTheDiagonal() {
        double[] tally = {6, 0, 0, 3, 0, 0, 1, 0, 0};
        Experience.add(new BetaPrior(5, 1.5), new double[][] {tally}, 3);
        double[] entries = new Tally(3, tally).entries();

        double n = 10;
        double right = 6;
        assertThat(entries[0]).isCloseTo((right + 4) / (n + 4.5), within(1e-12));
        assertThat(entries[3]).isCloseTo(3 * (0.5 + n - right) / ((n + 4.5) * (n - right)), within(1e-12));
        assertThat(entries[6]).isCloseTo(1 * (0.5 + n - right) / ((n + 4.5) * (n - right)), within(1e-12));
        assertThat(entries[4]).as("of a class never seen, the prior's mode").isCloseTo(4 / 4.5, within(1e-12));
    }

    @Property(tries = 100)
    void theProbabilityOfTheEstimateNeverFalls(@ForAll Votes votes) {
        BetaPrior beta = new BetaPrior(5, 1.5);
        double before = Double.NEGATIVE_INFINITY;
        for (int passes = 1; passes <= 10; passes++) {
            Estimate estimate = new Fusion(votes)
                    .estimate(staple(passes, Optional.empty(), Optional.of(beta), Optional.empty()));
            double after = estimate.logLikelihood();
            for (int n = 0; n < votes.present(); n++) {
                for (int label = 0; label < votes.classes(); label++) {
                    double right = estimate.confusion(votes.annotator(n)).orElseThrow().at(label, label);
                    after += (beta.alpha() - 1) * Math.log(right) + (beta.beta() - 1) * Math.log(1 - right);
                }
            }
            assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
            before = after;
        }
    }

    @Test
    void whoDidNotLookStaysWithoutAMatrix() {
        Votes votes = new Votes(2, List.of(Optional.of(new byte[] {0, 1, 1, 0}), Optional.empty()));

        Estimate estimate = new Fusion(votes)
                .estimate(staple(3, Optional.empty(), Optional.of(new BetaPrior(5, 1.5)), Optional.empty()));

        assertThat(estimate.confusion(1)).isEmpty();
    }

    /// A speck that two of three drew inside what all left out, and a hole that two of three left: neighbours close both.
    @Test
    void neighboursOverruleASpeckAndCloseAHole() {
        LabelMap half = LabelMap.generate(9, 9, pixel -> pixel / 9 >= 5 ? 1 : 0);
        LabelMap spoiled =
                LabelMap.generate(9, 9, pixel -> pixel == 20 || pixel == 65 ? 1 - half.at(pixel) : half.at(pixel));
        Votes votes = Votes.of(2, spoiled, spoiled, half);

        byte[] alone =
                new Fusion(votes).fuse(staple(30, Optional.empty(), Optional.empty(), Optional.empty())).labels();
        byte[] together = new Fusion(votes)
                .fuse(staple(30, Optional.empty(), Optional.empty(), Optional.of(new MarkovField(5))))
                .labels();

        assertThat(alone).isEqualTo(spoiled.labels());
        assertThat(together).isEqualTo(half.labels());
    }

    @Test
    void withAFieldTheImageIsFusedWhole() {
        Fusion fusion = new Fusion(Votes.of(2, row(1, 0)));

        assertThatThrownBy(() -> fusion.estimate(
                staple(3, Optional.empty(), Optional.empty(), Optional.of(new MarkovField(1)))))
                .hasMessageContaining("fuse the image");
    }

    private static LabelMap row(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
