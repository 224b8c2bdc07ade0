package consilium.orchestrate.standing;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.orchestrate.standing.Assessment.Sample;
import consilium.orchestrate.standing.StandingSpec.Drift;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    @Test
    void figuresAreThoseOfAllImagesTogether() {
        Assessment assessment = of(Optional.empty(),
                sample("a", "anna", 1, 10, 2, 1, 3),
                sample("b", "anna", 2, 8, 0, 0, 8));

        Map<String, Object> row = assessment.rows().getFirst();
        // Background 18 right of 19, foreground 11 right of 13, said foreground 12 times.
        assertThat(row).containsEntry("sensitivity", 11 / 13.0)
                .containsEntry("specificity", 18 / 19.0)
                .containsEntry("dice", 22 / 25.0)
                .containsEntry("images", 2);
    }

    @Test
    void ofSeveralClassesTheRightOneCountsForDiceAndAnyForSensitivity() {
        Agreement counts = new Agreement(List.of(List.of(5L, 0L, 1L), List.of(0L, 2L, 1L), List.of(0L, 1L, 4L)));
        assertThat(counts.sensitivity()).isEqualTo(8 / 9.0);
        assertThat(counts.specificity()).isEqualTo(1);
        assertThat(counts.dice()).isEqualTo(12 / 17.0);
    }

    @Test
    void twoWhoFindNothingAgree() {
        Agreement nothing = new Agreement(List.of(List.of(9L, 0L), List.of(0L, 0L)));
        assertThat(nothing.dice()).isEqualTo(1);
        assertThat(nothing.sensitivity()).isEqualTo(1);
    }

    @Test
    void theTrendFollowsTheRecordsWhateverOrderTheyComeIn() {
        List<Sample> samples = new ArrayList<>(List.of(
                sample("a", "anna", 1, 5, 0, 0, 5), sample("b", "anna", 5, 5, 5, 0, 0),
                sample("c", "anna", 9, 5, 0, 0, 5)));
        Object inOrder = new Assessment(samples, Optional.empty()).rowsWithTrend();
        Collections.reverse(samples);
        assertThat(new Assessment(samples, Optional.empty()).rowsWithTrend()).isEqualTo(inOrder);
        assertThat(String.valueOf(inOrder)).contains("dice=0.0").contains("dice=1.0");
    }

    @Test
    void whoseNewestImagesDifferByMoreThanTheBoundHasDrifted() {
        List<Sample> samples = new ArrayList<>();
        for (int image = 0; image < 4; image++) {
            samples.add(sample("i" + image, "anna", image, 5, 0, 0, 5));
            samples.add(sample("i" + image, "ben", image, 5, image < 2 ? 0 : 5, 0, image < 2 ? 5 : 0));
        }
        Assessment assessment = new Assessment(samples, Optional.of(new Drift(2, 0.5)));
        assertThat(assessment.drifted()).containsExactly(new Assessment.Drifted("ben", 1, 0));
        assertThat(new Assessment(samples, Optional.of(new Drift(2, 1))).drifted()).isEmpty();
        assertThat(new Assessment(samples, Optional.of(new Drift(3, 0.1))).drifted())
                .as("too few earlier images").isEmpty();
        assertThat(new Assessment(samples, Optional.empty()).drifted()).isEmpty();
    }

    @Test
    void nobodyAgreesWhileNobodyIsCompared() {
        assertThat(of(Optional.empty()).agreement()).isEmpty();
    }

    private static Assessment of(Optional<Drift> drift, Sample... samples) {
        return new Assessment(List.of(samples), drift);
    }

    /// Pixels: background right, foreground missed, background called foreground, foreground right.
    private static Sample sample(
            String image, String annotator, long version, long right, long missed, long wrong, long hit) {
        return new Sample(
                image, annotator, version, new Agreement(List.of(List.of(right, missed), List.of(wrong, hit))));
    }
}
