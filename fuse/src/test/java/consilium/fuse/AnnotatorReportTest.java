package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.spec.FusionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnotatorReportTest {

    private static final FusionSpec.Staple STAPLE = new FusionSpec.Staple(10_000, 0, 1, false);

    @Test
    void oneEstimateIsToldAsItIs() {
        Fusion fusion = new Fusion(votes(new byte[] {0, 1, 1, 0, 0}, new byte[] {0, 1, 0, 0, 0}));
        Estimate estimate = fusion.estimate(STAPLE);
        AnnotatorReport report = new AnnotatorReport(List.of("anna", "ben"), 2);
        report.add(estimate, 5);

        Map<String, ?> table = report.table();
        assertThat(table).containsOnlyKeys("annotators", "passes", "logLikelihood", "prior");
        assertThat(table.get("passes")).isEqualTo(estimate.passes());
        assertThat(table.get("logLikelihood")).isEqualTo(estimate.logLikelihood());
        assertThat(table.get("prior")).isEqualTo(List.of(estimate.prior(0), estimate.prior(1)));
        assertThat(row(table, 1)).containsEntry("name", "ben").containsEntry("sensitivity", estimate.sensitivity(1))
                .containsOnlyKeys("name", "sensitivity", "specificity", "confusion");
    }

    /// Anna is right about 2 of 2 pixels of one image and 1 of 2 of the other: 3 of 4, whatever the images' order.
    @Test
    void severalImagesAreAddedUp() {
        AnnotatorReport report = new AnnotatorReport(List.of("anna"), 2);
        report.add(estimate(new double[] {0, 1}, new double[][] {{0, 0, 0, 2}}, 3, -2), 2);
        report.add(estimate(new double[] {0.5, 0.5}, new double[][] {{2, 1, 0, 1}}, 7, -1), 4);

        Map<String, ?> table = report.table();
        assertThat((Double) row(table, 0).get("sensitivity")).isCloseTo(0.75, within(1e-12));
        assertThat(table.get("passes")).isEqualTo(7);
        assertThat(table.get("logLikelihood")).isEqualTo(-3.0);
        assertThat((Double) ((List<?>) table.get("prior")).get(1)).isCloseTo((1.0 * 2 + 0.5 * 4) / 6, within(1e-12));
    }

    @Test
    void aPoolEstimatesWhatTheImagesTogetherWould() {
        byte[] anna = {0, 1, 1, 0, 0, 1, 1, 1};
        byte[] ben = {0, 1, 0, 0, 0, 1, 1, 0};
        byte[] carla = {1, 1, 1, 0, 0, 1, 0, 0};
        VotePool pool = new VotePool(2, 3);
        pool.add(new Fusion(votes(head(anna, 3), head(ben, 3), head(carla, 3))));
        pool.add(new Fusion(votes(tail(anna, 3), tail(ben, 3), tail(carla, 3))));

        Estimate together = new Fusion(votes(anna, ben, carla)).estimate(STAPLE);
        Estimate pooled = pool.estimate(STAPLE);

        assertThat(pooled.passes()).isEqualTo(together.passes());
        assertThat(pooled.sensitivity(2)).isCloseTo(together.sensitivity(2), within(1e-12));
    }

    private static byte[] head(byte[] all, int count) {
        return java.util.Arrays.copyOf(all, count);
    }

    private static byte[] tail(byte[] all, int from) {
        return java.util.Arrays.copyOfRange(all, from, all.length);
    }

    private static Estimate estimate(double[] prior, double[][] tally, int passes, double logLikelihood) {
        return new Estimate(2, prior, tally, new Estimate.Course(passes, true, logLikelihood, 0),
                votes -> new double[0]);
    }

    private static Map<?, ?> rowOf(Map<String, ?> table, int annotator) {
        return (Map<?, ?>) ((List<?>) table.get("annotators")).get(annotator);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> row(Map<String, ?> table, int annotator) {
        return (Map<String, Object>) rowOf(table, annotator);
    }

    private static Votes votes(byte[]... maps) {
        return Votes.ofRows(2, 1, java.util.Arrays.stream(maps).map(Optional::of).toList());
    }
}
