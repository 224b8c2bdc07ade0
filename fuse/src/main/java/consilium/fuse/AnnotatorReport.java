package consilium.fuse;

import consilium.kernel.image.ConfusionMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a fusion of one image or several learned of the annotators, as people read it: each one's sensitivity,
/// specificity and confusion matrix, and of EM its passes, the log-likelihood and the prior.
///
/// Over several images with estimates of their own, expected pixels and log-likelihoods are added up, passes are the
/// most, and the prior is the mean over the pixels. A vote learns nothing: all is `null`, and there are no passes.
public final class AnnotatorReport {

    private final List<String> names;
    private final int classes;
    private final List<Tally> tallies = new ArrayList<>();
    private final double[] prior;
    private double pixels;
    private double logLikelihood;
    private int passes;

    /// @param names of the annotators, in order
    public AnnotatorReport(List<String> names, int classes) {
        this.names = List.copyOf(names);
        this.classes = classes;
        this.prior = new double[classes];
        names.forEach(name -> tallies.add(Tally.none(classes)));
    }

    /// @param weight pixels the estimate was made from
    public void add(Estimate estimate, long weight) {
        for (int annotator = 0; annotator < tallies.size(); annotator++) {
            tallies.set(annotator, tallies.get(annotator).plus(estimate.tally(annotator)));
        }
        pixels += weight;
        for (int label = 0; label < classes; label++) {
            prior[label] += (estimate.prior(label) - prior[label]) * (weight / pixels);
        }
        logLikelihood += estimate.logLikelihood();
        passes = Math.max(passes, estimate.passes());
    }

    /// `annotators`, each with `name`, `sensitivity`, `specificity` and `confusion` (`[said][truth]`, `null` for who
    /// looked at nothing); `passes`, `logLikelihood` and `prior` (per label).
    public Map<String, @Nullable Object> table() {
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        List<Object> rows = new ArrayList<>();
        for (int annotator = 0; annotator < names.size(); annotator++) {
            rows.add(row(annotator));
        }
        table.put("annotators", rows);
        table.put("passes", passes);
        table.put("logLikelihood", passes > 0 ? logLikelihood : null);
        table.put("prior", passes > 0 ? numbers(prior) : null);
        return table;
    }

    private Map<String, @Nullable Object> row(int annotator) {
        Tally tally = tallies.get(annotator);
        Optional<ConfusionMatrix> confusion = tally.confusion();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", names.get(annotator));
        row.put("sensitivity", confusion.isPresent() ? tally.sensitivity() : null);
        row.put("specificity", confusion.isPresent() ? tally.specificity() : null);
        row.put("confusion", confusion.<Object>map(AnnotatorReport::rows).orElse(null));
        return row;
    }

    private static List<Object> rows(ConfusionMatrix matrix) {
        List<Object> rows = new ArrayList<>();
        for (int said = 0; said < matrix.classes(); said++) {
            double[] row = new double[matrix.classes()];
            for (int truth = 0; truth < row.length; truth++) {
                row[truth] = matrix.at(said, truth);
            }
            rows.add(numbers(row));
        }
        return rows;
    }

    private static List<Object> numbers(double[] values) {
        List<Object> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(value);
        }
        return numbers;
    }
}
