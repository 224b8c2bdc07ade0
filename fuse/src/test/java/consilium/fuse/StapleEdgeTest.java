package consilium.fuse;

import static consilium.fuse.Golden.STAPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import consilium.kernel.image.ConfusionMatrix;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cases that [Staple] documents, each against ITK 5.2 where that gives numbers.
class StapleEdgeTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "identical_R3",
            "single_R1",
            "two_R2",
            "two_disjoint_R2",
            "one_empty_R4",
            "three_empty_R4",
            "one_full_R3",
            "nested_R3",
            "over_majority_R3"
    })
    void edgesThatItkAnswersAreAnsweredTheSame(String name) {
        Golden golden = Golden.of("staple-edge");
        JsonNode expected = golden.json("edge.json").get(name + "/staple");
        int annotators = expected.get("raters").asInt();
        golden.assertTwoClassesEqual(expected, name, annotators);
    }

    /// ITK's own test of ties (issue 6575): at seeding the tied pixels are left out, so both annotators look perfect,
    /// and the tied pixels have likelihood 0. ITK calls them undecided; here the tie goes to the smallest label.
    @Test
    void seedingTiesAreLeftOutAsInItk6() {
        // Three classes, of which two occur, so that the multi-class rules apply.
        Fusion fusion = new Fusion(Votes.of(3, map(0, 1, 0, 1), map(0, 1, 1, 0)));

        Estimate estimate = fusion.estimate(STAPLE);

        assertThat(estimate.passes()).isOne();
        assertThat(estimate.undecided()).isEqualTo(2);
        assertThat(estimate.confusion(0)).contains(ConfusionMatrix.identity(3));
        assertThat(fusion.given(estimate).labels()).containsExactly(0, 1, 0, 0);
        assertThat(fusion.given(estimate).probability(2, 1)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"itk_unit_AB", "itk_unit_ABC"})
    void itksOwnTestsAreAnsweredTheSameWhereItDecides(String name) {
        Golden golden = Golden.of("staple-edge");
        JsonNode expected = golden.json("edge.json").get(name + "/mld");
        int classes = expected.get("confusion").get(0).get(0).size();
        Fusion fusion = new Fusion(golden.votes(name, expected.get("raters").asInt(), classes));

        byte[] labels = fusion.given(fusion.estimate(STAPLE)).labels();

        for (int pixel = 0; pixel < labels.length; pixel++) {
            int decided = expected.get("labels").get(pixel).asInt();
            if (decided < classes) {
                assertThat(labels[pixel]).isEqualTo((byte) decided);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void allEmptyStaysEmpty(int classes) {
        assertUnanimous(classes, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void allFullStaysFull(int classes) {
        assertUnanimous(classes, 1);
    }

    private static void assertUnanimous(int classes, int label) {
        LabelMap map = LabelMap.generate(4, 4, pixel -> label);
        Fusion fusion = new Fusion(Votes.of(classes, map, map, map));

        Estimate estimate = fusion.estimate(STAPLE);

        assertThat(estimate.converged()).isTrue();
        assertThat(estimate.undecided()).isZero();
        assertThat(estimate.logLikelihood()).isZero();
        assertThat(estimate.prior(label)).isOne();
        for (int annotator = 0; annotator < 3; annotator++) {
            assertThat(estimate.sensitivity(annotator)).isOne();
            assertThat(estimate.specificity(annotator)).isOne();
            assertThat(estimate.confusion(annotator)).contains(ConfusionMatrix.identity(classes));
        }
        assertThat(fusion.given(estimate).labels()).containsOnly(label);
        assertThat(fusion.given(estimate).probability(3, label)).isOne();
    }

    @Test
    void oneAnnotatorIsBelieved() {
        Fusion fusion = new Fusion(Votes.of(2, map(0, 1, 1, 0, 0)));

        Estimate estimate = fusion.estimate(STAPLE);

        assertThat(estimate.sensitivity(0)).isOne();
        assertThat(estimate.specificity(0)).isOne();
        assertThat(fusion.given(estimate).labels()).containsExactly(0, 1, 1, 0, 0);
    }

    @Test
    void whatOnlyTheLargerOfTwoNestedMasksHasIsATie() {
        Fusion fusion = new Fusion(Votes.of(2, map(0, 0, 0, 0, 0, 0, 1, 1), map(0, 0, 0, 0, 0, 1, 1, 1)));

        Fused fused = fusion.given(fusion.estimate(STAPLE));

        assertThat(fused.probability(5, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(fused.labels()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
    }

    @Test
    void ofTwoDisjointMasksNeitherWins() {
        Fusion fusion = new Fusion(Votes.of(2, map(0, 0, 0, 0, 0, 0, 0, 1), map(1, 0, 0, 0, 0, 0, 0, 0)));

        assertThat(fusion.given(fusion.estimate(STAPLE)).labels()).containsOnly(0);
    }

    @Test
    void anEmptyMaskAmongOthersHasSensitivityZero() {
        LabelMap drawn = map(0, 0, 0, 0, 0, 1, 1, 1);
        Fusion fusion = new Fusion(Votes.of(2, drawn, drawn, drawn, map(0, 0, 0, 0, 0, 0, 0, 0)));

        Estimate estimate = fusion.estimate(STAPLE);

        assertThat(estimate.sensitivity(3)).isCloseTo(0, within(1e-12));
        assertThat(estimate.specificity(3)).isOne();
        assertThat(fusion.given(estimate).labels()).isEqualTo(drawn.labels());
    }

    @Test
    void whatOneOfFourDrewStaysBelowOneHalf() {
        LabelMap empty = map(0, 0, 0, 0, 0, 0, 0, 0);
        Fusion fusion = new Fusion(Votes.of(2, map(0, 0, 0, 0, 0, 1, 1, 1), empty, empty, empty));

        Fused fused = fusion.given(fusion.estimate(STAPLE));

        assertThat(fused.probability(7, 1)).isCloseTo(0.25, within(1e-12));
        assertThat(fused.labels()).containsOnly(0);
    }

    @Test
    void aLabelGivenOnlyInTiesIsDecidedByTheVotes() {
        Fusion fusion = new Fusion(Votes.of(4, map(0, 0, 1, 2), map(0, 0, 1, 3)));

        Estimate estimate = fusion.estimate(STAPLE);

        assertThat(estimate.undecided()).isOne();
        assertThat(fusion.given(estimate).labels()).containsExactly(0, 0, 1, 2);
    }

    @Test
    void aPriorIsNeverMoreThanCertain() {
        LabelMap map = map(0, 0, 1, 1);
        Fusion fusion = new Fusion(Votes.of(2, map, map));

        Estimate estimate = fusion.estimate(new FusionSpec.Staple(100, 0, 1e6, false));

        assertThat(estimate.prior(1)).isOne();
        assertThat(fusion.given(estimate).labels()).isEqualTo(map.labels());
    }

    @Test
    void passesAreCapped() {
        Fusion fusion = new Fusion(Votes.of(2, map(0, 0, 0, 0, 0, 1, 1, 0), map(0, 0, 0, 0, 0, 0, 1, 1)));

        Estimate estimate = fusion.estimate(new FusionSpec.Staple(1, 0, 1, false));

        assertThat(estimate.passes()).isOne();
        assertThat(estimate.converged()).isFalse();
    }

    @Test
    void whoDidNotLookHasNoMatrixAndNoSay() {
        byte[] drawn = map(0, 0, 1, 1, 0, 0).labels();
        byte[] other = map(0, 0, 1, 1, 1, 0).labels();
        Fusion with = new Fusion(new Votes(2, List.of(Optional.of(drawn), Optional.empty(), Optional.of(other))));
        Fusion without = new Fusion(new Votes(2, List.of(Optional.of(drawn), Optional.of(other))));

        Estimate estimate = with.estimate(STAPLE);

        assertThat(estimate.confusion(1)).isEmpty();
        assertThat(estimate.confusion(2)).isEqualTo(without.estimate(STAPLE).confusion(1));
        assertThat(with.given(estimate).probabilities())
                .isEqualTo(without.given(without.estimate(STAPLE)).probabilities());
    }

    private static LabelMap map(int... labels) {
        byte[] bytes = new byte[labels.length];
        Arrays.setAll(labels, pixel -> bytes[pixel] = (byte) labels[pixel]);
        return new LabelMap(labels.length, 1, bytes);
    }
}
