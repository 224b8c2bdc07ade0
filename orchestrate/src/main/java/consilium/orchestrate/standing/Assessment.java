package consilium.orchestrate.standing;

import consilium.orchestrate.standing.StandingSpec.Drift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// How reliable each annotator of a data set is, by the newest consensus of each image.
///
/// Only images that two or more annotated count: whoever is alone agrees with their own consensus. The trend follows the
/// order in which the annotations were recorded.
public final class Assessment {

    /// So many of an annotator's newest images stand in the trend.
    static final int TREND = 200;

    private final Map<String, List<Sample>> byAnnotator = new TreeMap<>();
    private final Optional<Drift> drift;

    /// @param samples of every image, in any order
    public Assessment(List<Sample> samples, Optional<Drift> drift) {
        this.drift = drift;
        samples.stream()
                .sorted(Comparator.comparingLong(Sample::version))
                .forEach(sample -> byAnnotator.computeIfAbsent(sample.annotator(), name -> new ArrayList<>())
                        .add(sample));
    }

    /// One annotator's annotation of one image, compared with the image's consensus.
    ///
    /// @param version of the annotation's record
    public record Sample(String image, String annotator, long version, Agreement agreement) {}

    /// An annotator whose newest images differ from their earlier ones by more than is allowed.
    public record Drifted(String annotator, double before, double recent) {}

    /// Mean over the annotators of their Dice with the consensus; empty while no image has two annotators.
    public OptionalDouble agreement() {
        return byAnnotator.values().stream().mapToDouble(samples -> total(samples).dice()).average();
    }

    /// One row per annotator, by name: `annotator`, `images`, `sensitivity`, `specificity`, `dice`, `recent` (mean Dice of
    /// the newest images) and, where there are enough, `before` (of the earlier ones).
    public List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        byAnnotator.forEach((annotator, samples) -> rows.add(row(annotator, samples)));
        return rows;
    }

    /// The rows, each with its `trend`: `version`, `image` and `dice` of the newest images, in order.
    public List<Map<String, Object>> rowsWithTrend() {
        List<Map<String, Object>> rows = new ArrayList<>();
        byAnnotator.forEach((annotator, samples) -> {
            Map<String, Object> row = row(annotator, samples);
            row.put("trend", newest(samples, TREND).stream().map(Assessment::point).toList());
            rows.add(row);
        });
        return rows;
    }

    /// Who has drifted, by name.
    public List<Drifted> drifted() {
        List<Drifted> drifted = new ArrayList<>();
        drift.ifPresent(bound -> byAnnotator.forEach((annotator, samples) -> {
            Optional<Double> before = before(samples, bound.window());
            double recent = mean(newest(samples, bound.window()));
            if (before.isPresent() && StrictMath.abs(before.get() - recent) > bound.bound()) {
                drifted.add(new Drifted(annotator, before.get(), recent));
            }
        }));
        return drifted;
    }

    private Map<String, Object> row(String annotator, List<Sample> samples) {
        Agreement total = total(samples);
        int window = drift.map(Drift::window).orElse(TREND);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("annotator", annotator);
        row.put("images", samples.size());
        row.put("sensitivity", total.sensitivity());
        row.put("specificity", total.specificity());
        row.put("dice", total.dice());
        row.put("recent", mean(newest(samples, window)));
        before(samples, window).ifPresent(before -> row.put("before", before));
        return row;
    }

    private static Map<String, Object> point(Sample sample) {
        return Map.of("version", sample.version(), "image", sample.image(), "dice", sample.agreement().dice());
    }

    private static Agreement total(List<Sample> samples) {
        return samples.stream().map(Sample::agreement).reduce(Agreement::plus).orElseThrow();
    }

    private static List<Sample> newest(List<Sample> samples, int count) {
        return samples.subList(Math.max(0, samples.size() - count), samples.size());
    }

    /// Mean Dice over the images before the newest; empty while there are fewer of them than of those.
    private static Optional<Double> before(List<Sample> samples, int window) {
        return samples.size() < 2 * window
                ? Optional.empty()
                : Optional.of(mean(samples.subList(0, samples.size() - window)));
    }

    private static double mean(List<Sample> samples) {
        return samples.stream().mapToDouble(sample -> sample.agreement().dice()).average().orElseThrow();
    }
}
