package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/// [DawidSkene], on their own data and on random votes.
@Domain(DomainContext.Global.class)
@Domain(RandomVotes.class)
class DawidSkeneTest {

    private static final FusionSpec.DawidSkene TO_THE_END = new FusionSpec.DawidSkene(10_000, 0, false);

    /// 45 patients, five anaesthetists of whom the first answered three times, four classes of fitness.
    @Test
    void theAnaesthetistsAreThoseOfThePaper() throws IOException {
        Path folder = Golden.folder("consilium.data", "dawid_skene");
        JsonNode expected = Golden.json(folder.resolve("anesthesia_em_fixed_point.json"));
        Fusion fusion = new Fusion(anaesthetists(folder.resolve("anesthesia.csv")));

        Fused fused = fusion.fuse(new FusionSpec.DawidSkene(10_000, 1e-12, true));

        Estimate estimate = fused.estimate().orElseThrow();
        assertThat(estimate.converged()).isTrue();
        assertThat(estimate.logLikelihood())
                .isCloseTo(expected.get("log_likelihood_without_multinomial_constant").asDouble(), within(1e-8));
        for (int label = 0; label < 4; label++) {
            assertThat(estimate.prior(label))
                    .isCloseTo(expected.get("class_marginals").get(label).asDouble(), within(1e-8));
            for (int annotator = 0; annotator < 5; annotator++) {
                for (int said = 0; said < 4; said++) {
                    assertThat(estimate.confusion(annotator).orElseThrow().at(said, label))
                            .isCloseTo(
                                    expected.get("error_rates_rater_true_observed")
                                            .get(annotator).get(label).get(said).asDouble(),
                                    within(1e-8));
                }
            }
            for (int item = 0; item < 45; item++) {
                assertThat(fused.probability(item, label))
                        .isCloseTo(expected.get("posterior").get(item).get(label).asDouble(), within(1e-8));
            }
        }
        assertThat(List.of(estimate.prior(0), estimate.prior(1), estimate.prior(2), estimate.prior(3)))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.005 ? 0 : 1)
                .as("the 1979 paper's")
                .containsExactly(0.40, 0.42, 0.11, 0.07);
    }

    /// Each patient a pixel; a rater's repeated answers are maps of their own.
    private static Votes anaesthetists(Path csv) throws IOException {
        List<List<byte[]>> maps = new ArrayList<>();
        int[][] given = new int[45][5];
        for (String line : Files.readAllLines(csv).subList(1, 316)) {
            String[] cells = line.split(",");
            int item = Integer.parseInt(cells[0]) - 1;
            int rater = Integer.parseInt(cells[1]) - 1;
            while (maps.size() <= rater) {
                maps.add(new ArrayList<>());
            }
            int answer = given[item][rater]++;
            if (maps.get(rater).size() <= answer) {
                maps.get(rater).add(new byte[45]);
            }
            maps.get(rater).get(answer)[item] = (byte) (Integer.parseInt(cells[2]) - 1);
        }
        return Votes.repeated(4, maps);
    }

    @Test
    void onePassByHand() {
        // Shares of foreground 1, 1/2, 0, 0: so P(1) = 3/8. Annotator 0: p = 1, q = 2 / (5/2) = 4/5.
        // Annotator 1: p = 1 / (3/2) = 2/3, q = 1. At pixel 1: 3/8 * 1 * 1/3 = 1/8 to 5/8 * 1/5 * 1 = 1/8.
        Fusion fusion = new Fusion(Votes.of(2, row(1, 1, 0, 0), row(1, 0, 0, 0)));

        Fused fused = fusion.fuse(new FusionSpec.DawidSkene(1, 0, false));

        Estimate estimate = fused.estimate().orElseThrow();
        assertThat(estimate.prior(1)).isCloseTo(3.0 / 8, within(1e-15));
        assertThat(estimate.specificity(0)).isCloseTo(4.0 / 5, within(1e-15));
        assertThat(estimate.sensitivity(1)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(fused.probability(1, 1)).isCloseTo(0.5, within(1e-15));
    }

    @Property(tries = 200)
    void itIsAsTheDefinitionSays(@ForAll Votes votes, @ForAll @IntRange(min = 1, max = 12) int passes) {
        SlowFusion slow = new SlowFusion(votes, RandomVotes.WIDTH).dawidSkene(passes);

        Fused fused = new Fusion(votes).fuse(new FusionSpec.DawidSkene(passes, 0, false));

        for (int label = 0; label < votes.classes(); label++) {
            assertThat(fused.estimate().orElseThrow().prior(label)).isCloseTo(slow.prior(label), within(1e-9));
            for (int pixel = 0; pixel < votes.pixels(); pixel++) {
                assertThat(fused.probability(pixel, label)).isCloseTo(slow.probability(pixel, label), within(1e-9));
            }
        }
    }

    @Property(tries = 100)
    void theLikelihoodNeverFalls(@ForAll Votes votes) {
        double before = Double.NEGATIVE_INFINITY;
        for (int passes = 1; passes <= 12; passes++) {
            double after = DawidSkene.estimate(
                    new FusionSpec.DawidSkene(passes, 0, false), new Fusion(votes).patterns())
                    .logLikelihood();
            assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
            before = after;
        }
    }

    /// Two maps of one annotator are two annotators who have to share their matrix.
    @Test
    void aRepeatedAnswerCountsAgainForTheSameAnnotator() {
        byte[] first = {0, 1, 1, 0, 1, 0};
        byte[] again = {0, 1, 0, 0, 1, 1};
        byte[] other = {0, 1, 1, 0, 0, 0};
        Votes votes = Votes.repeated(2, List.of(List.of(first, again), List.of(other), List.of()));

        Fusion fusion = new Fusion(votes);
        Estimate estimate = fusion.fuse(TO_THE_END).estimate().orElseThrow();

        assertThat(estimate.annotators()).isEqualTo(3);
        assertThat(estimate.confusion(2)).isEmpty();
        assertThat(fusion.mean().probability(2, 1)).isCloseTo(2.0 / 3, within(1e-15));
    }

    private static LabelMap row(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
