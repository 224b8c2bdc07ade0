package consilium.fuse;

import consilium.kernel.image.ConfusionMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is written of the annotators and of the images nobody labelled: `reliability.json`.
///
/// `annotators` has a row per annotator in the set's order: `name`, `images` (how many they looked at) and, where the
/// method estimates them, `sensitivity`, `specificity` and `confusion` (`[said][truth]`, columns sum to 1) over all
/// images together, each `null` for who looked at none. `images`, unless one estimate serves all, has a row per image
/// in order: `passes`, `converged`, `logLikelihood`, `prior`, `undecided`, of COLLATE `consensus` (the share of pixels
/// where everyone is all but certain to be right), and `annotators`, each with its `confusion` or `null` for the
/// absent; a row that is `null` is an image nobody labelled. `unlabelled` lists those.
final class Reliability {

    private final AnnotatedImages images;
    private final List<Tally> tallies = new ArrayList<>();
    private final List<@Nullable Object> rows = new ArrayList<>();
    private final List<Object> unlabelled = new ArrayList<>();
    private double logLikelihood;
    private int passes;
    private boolean converged = true;
    private Optional<Estimate> pooled = Optional.empty();

    Reliability(AnnotatedImages images) {
        this.images = images;
        images.set().annotators().forEach(name -> tallies.add(Tally.none(images.classes())));
    }

    /// One estimate for all images.
    void pooled(Estimate estimate) {
        add(estimate);
        pooled = Optional.of(estimate);
    }

    /// The estimate of the next image.
    void image(Estimate estimate) {
        add(estimate);
        Map<String, Object> row = summary(estimate);
        List<Object> annotators = new ArrayList<>();
        for (int annotator = 0; annotator < tallies.size(); annotator++) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("confusion", estimate.confusion(annotator).map(Reliability::table).orElse(null));
            annotators.add(entry);
        }
        row.put("annotators", annotators);
        rows.add(row);
    }

    /// The next image is one that nobody labelled.
    void unlabelled(int image) {
        unlabelled.add(image);
        rows.add(null);
    }

    private void add(Estimate estimate) {
        logLikelihood += estimate.logLikelihood();
        passes = Math.max(passes, estimate.passes());
        converged &= estimate.converged();
        for (int annotator = 0; annotator < tallies.size(); annotator++) {
            tallies.set(annotator, tallies.get(annotator).plus(estimate.tally(annotator)));
        }
    }

    /// The most passes that any estimate took; 0 when nothing was estimated.
    int passes() {
        return passes;
    }

    int unlabelled() {
        return unlabelled.size();
    }

    /// @param method the method's name in the spec
    Map<String, Object> table(String method) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("method", method);
        table.put("classes", images.classes());
        table.put("unlabelled", unlabelled);
        table.put("annotators", annotators());
        if (passes > 0) {
            table.put("passes", passes);
            table.put("converged", converged);
            table.put("logLikelihood", logLikelihood);
            table.put("pooled", pooled.isPresent());
            pooled.ifPresentOrElse(estimate -> describe(estimate, table), () -> table.put("images", rows));
        }
        return table;
    }

    private List<Object> annotators() {
        List<Object> annotators = new ArrayList<>();
        for (int annotator = 0; annotator < tallies.size(); annotator++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("name", images.set().annotators().get(annotator));
            row.put("images", looked(annotator));
            if (passes > 0) {
                Tally tally = tallies.get(annotator);
                Optional<ConfusionMatrix> confusion = tally.confusion();
                row.put("sensitivity", confusion.isPresent() ? tally.sensitivity() : null);
                row.put("specificity", confusion.isPresent() ? tally.specificity() : null);
                row.put("confusion", confusion.map(Reliability::table).orElse(null));
            }
            annotators.add(row);
        }
        return annotators;
    }

    private int looked(int annotator) {
        int looked = 0;
        for (int image = 0; image < images.size(); image++) {
            looked += images.set().present(image, annotator) ? 1 : 0;
        }
        return looked;
    }

    private Map<String, Object> summary(Estimate estimate) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("passes", estimate.passes());
        row.put("converged", estimate.converged());
        row.put("logLikelihood", estimate.logLikelihood());
        describe(estimate, row);
        row.put("undecided", estimate.undecided());
        return row;
    }

    private void describe(Estimate estimate, Map<String, Object> table) {
        table.put("prior", prior(estimate));
        estimate.consensus().ifPresent(share -> table.put("consensus", share));
    }

    private List<Object> prior(Estimate estimate) {
        List<Object> prior = new ArrayList<>();
        for (int label = 0; label < images.classes(); label++) {
            prior.add(estimate.prior(label));
        }
        return prior;
    }

    private static List<Object> table(ConfusionMatrix matrix) {
        List<Object> rows = new ArrayList<>();
        for (int said = 0; said < matrix.classes(); said++) {
            List<Object> row = new ArrayList<>();
            for (int truth = 0; truth < matrix.classes(); truth++) {
                row.add(matrix.at(said, truth));
            }
            rows.add(row);
        }
        return rows;
    }
}
