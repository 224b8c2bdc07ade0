package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import consilium.kernel.image.LabelMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [MajorityVote] and the mean.
class VoteTest {

    @Test
    void mostVotesWin() {
        assertThat(new Fusion(Votes.of(3, map(0, 2), map(1, 2), map(1, 0))).majorityVote().labels())
                .containsExactly(1, 2);
    }

    @Test
    void tieGoesToTheSmallestLabel() {
        assertThat(new Fusion(Votes.of(4, map(3), map(1))).majorityVote().labels()).containsExactly(1);
    }

    @Test
    void tieWithBackgroundIsBackground() {
        assertThat(new Fusion(Votes.of(2, map(1), map(0))).majorityVote().labels()).containsExactly(0);
    }

    @Test
    void meanIsTheShareOfThoseWhoLooked() {
        Votes votes = new Votes(
                3,
                List.of(
                        Optional.of(map(0, 2).labels()),
                        Optional.empty(),
                        Optional.of(map(1, 2).labels()),
                        Optional.of(map(1, 0).labels())));

        float third = (float) (1.0 / 3);
        assertThat(new Fusion(votes).mean().probabilities())
                .containsExactly(third, third, 2 * third, 0, 0, 2 * third);
    }

    @Test
    void majorityIsCertain() {
        assertThat(new Fusion(Votes.of(2, map(1, 0), map(1, 1), map(0, 0))).majorityVote().probabilities())
                .containsExactly(0, 1, 1, 0);
    }

    @Test
    void mapsOfOneImageHaveOneSize() {
        assertThatThrownBy(() -> Votes.of(2, map(0, 1), map(0)))
                .hasMessage("the maps of one image have equally many pixels, were 2 and 1");
    }

    @Test
    void somebodyLooked() {
        assertThatThrownBy(() -> new Votes(2, List.of(Optional.empty(), Optional.empty())))
                .hasMessage("at least one of 2 annotators has a map, none had");
    }

    /// Three annotators have no ties, so Crowd-Kit's rule for them does not show.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void majorityIsThatOfCrowdKit(int image) {
        Path folder = Golden.folder("consilium.data", "crowdkit_vectors");
        JsonNode vectors = Golden.json(folder.resolve("segmentation_fusion_vectors.json")).get("simple");
        JsonNode masks = vectors.get("image" + image + "_worker_masks");

        byte[] fused = new Fusion(Votes.of(2, mask(masks.get(0)), mask(masks.get(1)), mask(masks.get(2))))
                .majorityVote()
                .labels();

        assertThat(fused)
                .isEqualTo(mask(vectors.get("expected_majority_vote").get(image - 1)).labels());
    }

    private static LabelMap mask(JsonNode rows) {
        int width = rows.get(0).size();
        return LabelMap.generate(
                width, rows.size(), pixel -> rows.get(pixel / width).get(pixel % width).asInt());
    }

    private static LabelMap map(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
