package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {

    @Test
    void theImagesFallIntoThirds() {
        Consensus.Bounds thirds = Consensus.Bounds.tertiles(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7});

        assertThat(thirds).isEqualTo(new Consensus.Bounds(0.3, 0.5));
        assertThat(thirds.of(0.3)).isEqualTo(Consensus.LOW);
        assertThat(thirds.of(0.5)).isEqualTo(Consensus.MEDIUM);
        assertThat(thirds.of(0.51)).isEqualTo(Consensus.HIGH);
    }

    @Test
    void imagesThatAgreeEquallyAreInOneGroup() {
        Consensus.Bounds thirds = Consensus.Bounds.tertiles(new double[] {0.5, 0.5, 0.5, 0.5});

        assertThat(thirds.of(0.5)).isEqualTo(Consensus.LOW);
    }

    /// Of three annotators: 1/2, 0 and 0.
    @Test
    void annotatorsAgreeByTheMeanIouOfEveryTwo() {
        MapSet annotators = MapSet.of(List.of(Maps.of("11.."), Maps.of("1..."), Maps.of("...1")), 2);

        assertThat(Agreement.between(annotators, annotators, Similarity.IOU, EmptyMask.ONE)
                .meanOfPairs())
                .hasValue(0.5 / 3);
    }

    @Test
    void oneAnnotatorAgreesWithNobody() {
        MapSet annotator = MapSet.of(List.of(Maps.of("11..")), 2);

        assertThat(Agreement.between(annotator, annotator, Similarity.IOU, EmptyMask.ONE)
                .meanOfPairs())
                .isEmpty();
    }
}
