package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/// [HierarchicalVote].
@Domain(DomainContext.Global.class)
@Domain(RandomVotes.class)
class HierarchicalVoteTest {

    private static final FusionSpec.HierarchicalVote BRATS = new FusionSpec.HierarchicalVote(List.of(), false);
    private static final FusionSpec.HierarchicalVote HALF = new FusionSpec.HierarchicalVote(List.of(2, 1, 3), true);

    /// Each pixel a case of three annotators; 2 is oedema, 1 the core, 3 the enhancing core.
    @Test
    void theInnermostRegionWithAMajorityWins() {
        Votes votes = Votes.of(
                4,
                row(1, 2, 3, 3, 0, 1),
                row(2, 2, 3, 1, 0, 3),
                row(0, 0, 2, 2, 1, 2));

        // Tumour but not what; oedema; enhancing; core, as one says enhancing and one core; nothing; core.
        assertThat(new Fusion(votes).fuse(BRATS).labels()).containsExactly(2, 2, 3, 1, 0, 1);
        assertThat(new Fusion(votes).majorityVote().labels()).containsExactly(0, 2, 3, 1, 0, 1);
    }

    @Test
    void halfOfTheVotesSufficesOnlyWhereItIsSaid() {
        Votes votes = Votes.of(4, row(3, 1), row(0, 0));

        assertThat(new Fusion(votes).fuse(BRATS).labels()).containsExactly(0, 0);
        assertThat(new Fusion(votes).fuse(HALF).labels()).containsExactly(3, 1);
    }

    /// Written from the regions, not from running sums.
    @Property(tries = 200)
    void itIsAMajorityVoteOnEachRegion(@ForAll Votes votes, @ForAll boolean half) {
        List<List<Integer>> regions = List.of(List.of(1, 2, 3), List.of(1, 3), List.of(3));
        int[] labels = {2, 1, 3};

        byte[] fused = new Fusion(votes).fuse(half ? HALF : BRATS).labels();

        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            int expected = 0;
            for (int region = 0; region < 3; region++) {
                int in = 0;
                for (int n = 0; n < votes.present(); n++) {
                    in += regions.get(region).contains((int) votes.map(n)[pixel]) ? 1 : 0;
                }
                boolean wins = half ? 2 * in >= votes.present() : 2 * in > votes.present();
                expected = wins ? labels[region] : expected;
            }
            assertThat(fused[pixel]).as("pixel %s", pixel).isEqualTo((byte) expected);
        }
    }

    @Property(tries = 100)
    void ofTwoClassesItIsTheMajorityVote(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int annotators) {
        Votes votes = RandomVotes.votes(2, annotators, new Random(seed));

        Fusion fusion = new Fusion(votes);

        assertThat(fusion.fuse(BRATS).labels()).isEqualTo(fusion.majorityVote().labels());
    }

    @Property(tries = 100)
    void theOrderOfAnnotatorsDoesNotMatter(@ForAll Votes votes) {
        int last = votes.annotators() - 1;
        int[] reversed = new int[votes.annotators()];
        Arrays.setAll(reversed, r -> last - r);

        assertThat(new Fusion(RandomVotes.reordered(votes, reversed)).fuse(BRATS).labels())
                .isEqualTo(new Fusion(votes).fuse(BRATS).labels());
    }

    @Test
    void anotherOrderIsAnotherNesting() {
        Votes votes = Votes.of(3, row(1), row(2), row(0));

        assertThat(new Fusion(votes).fuse(new FusionSpec.HierarchicalVote(List.of(1, 2), false)).labels())
                .containsExactly(1);
        assertThat(new Fusion(votes).fuse(new FusionSpec.HierarchicalVote(List.of(2, 1), false)).labels())
                .containsExactly(2);
    }

    @Test
    void aLabelWithoutARegionIsRefused() {
        Fusion fusion = new Fusion(Votes.of(4, row(1)));

        assertThatThrownBy(() -> fusion.fuse(new FusionSpec.HierarchicalVote(List.of(2, 3), false)))
                .hasMessage("label 1 lies in no region: the order names [2, 3], and must name each of 1 to 3,"
                        + " outermost first");
    }

    private static LabelMap row(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
