package consilium.evaluate;

import consilium.evaluate.metric.Calibration;
import consilium.evaluate.metric.Consensus;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The scores of all images together: `metrics.json` and the summary.
///
/// Numbers that stand at the top are the metrics a gate may name; one that could not be computed is `null`.
///
/// @param annotators their names, in order
/// @param modelled   whether annotators are modelled
/// @param swapped    whether two classes have exchanged their names
/// @param ruler      how surfaces were compared
record Metrics(
        List<ImageScore> images, int classes, List<String> annotators, boolean modelled, boolean swapped,
        SurfaceScore.Ruler ruler, EmptyMask rule) {

    Metrics {
        images = List.copyOf(images);
        annotators = List.copyOf(annotators);
    }

    /// @param subject what was scored, as the spec has it
    Map<String, @Nullable Object> table(String subject) {
        Sample dice = sample(ImageScore::foregroundDice);
        Sample iou = sample(ImageScore::foregroundIou);
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        table.put("subject", subject);
        table.put("images", images.size());
        table.put("scoredImages", dice.size());
        table.put("classes", classes);
        table.put("emptyMask", rule.name().toLowerCase(Locale.ROOT));
        put(table, "dice", dice);
        put(table, "iou", iou);
        for (ImageMetric metric : ImageMetric.values()) {
            put(table, metric.label(), sample(image -> image.of(metric)));
        }
        Calibration calibration = calibration();
        table.put("ece", value(calibration.expectedError()));
        table.put("mce", value(calibration.largestError()));
        put(table, error());
        table.put("swapped", swapped);
        table.put("surface", surface());
        table.put("consensus", consensus());
        table.put("perClass", perClass());
        table.put("annotators", perAnnotator());
        table.put("definitions", Definitions.of(ruler.unit(), rule));
        return table;
    }

    /// What a dashboard shows: a score that could not be computed is left out.
    Map<String, Object> summary() {
        Sample dice = sample(ImageScore::foregroundDice);
        Map<String, Object> summary = new LinkedHashMap<>();
        dice.mean().ifPresent(value -> summary.put("dice", value));
        dice.standardDeviation().ifPresent(value -> summary.put("diceStd", value));
        sample(ImageScore::foregroundIou).mean().ifPresent(value -> summary.put("iou", value));
        summary.put("images", images.size());
        sample(image -> image.of(ImageMetric.GED)).mean().ifPresent(value -> summary.put("ged", value));
        error().pixel().root().ifPresent(value -> summary.put("confusionRmse", value));
        error().image().root().ifPresent(value -> summary.put("confusionRmseImage", value));
        summary.put("swapped", swapped);
        if (modelled) {
            summary.put("annotatorDice", annotatorDice());
        }
        return summary;
    }

    private Map<String, Object> annotatorDice() {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            String name = annotators.get(annotator);
            sample(annotator, AnnotatorScore::dice).mean().ifPresent(value -> byName.put(name, value));
        }
        return byName;
    }

    /// How the surfaces were compared, and how many images have them.
    private Map<String, Object> surface() {
        Map<String, Object> surface = new LinkedHashMap<>();
        surface.put("unit", ruler.unit());
        surface.put("tolerance", ruler.tolerance());
        surface.put("images", sample(image -> image.of(ImageMetric.HD95)).size());
        return surface;
    }

    private Map<String, @Nullable Object> consensus() {
        ConsensusGroups groups = ConsensusGroups.of(images);
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        table.put(
                "bounds",
                groups.bounds()
                        .<Object>map(thirds -> List.of(thirds.lower(), thirds.upper()))
                        .orElse(null));
        table.put("groups", Arrays.stream(Consensus.values())
                .<Object>map(group -> row(group, groups.members(images, group)))
                .toList());
        return table;
    }

    private static Map<String, @Nullable Object> row(Consensus group, List<ImageScore> members) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("group", group.name().toLowerCase(Locale.ROOT));
        row.put("images", members.size());
        put(row, "dice", Sample.of(members.stream().map(ImageScore::foregroundDice).toList()));
        put(row, "iou", Sample.of(members.stream().map(ImageScore::foregroundIou).toList()));
        return row;
    }

    private List<Object> perClass() {
        List<Object> rows = new ArrayList<>();
        for (int label = 1; label < classes; label++) {
            int index = label - 1;
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("label", label);
            put(row, "dice", sample(score -> score.dice().get(index)));
            put(row, "iou", sample(score -> score.iou().get(index)));
            put(row, "hd95", sample(score -> score.surfaces().get(index).hd95()));
            put(row, "assd", sample(score -> score.surfaces().get(index).assd()));
            put(row, "surfaceDice", sample(score -> score.surfaces().get(index).dice()));
            rows.add(row);
        }
        return rows;
    }

    private List<Object> perAnnotator() {
        return IntStream.range(0, annotators.size()).<Object>mapToObj(this::row).toList();
    }

    private Map<String, @Nullable Object> row(int annotator) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", annotators.get(annotator));
        row.put("images", of(annotator).size());
        row.put("truthDice", value(sample(annotator, AnnotatorScore::truthDice).mean()));
        if (modelled) {
            MatrixError error = of(annotator).stream()
                    .map(AnnotatorScore::error)
                    .reduce(MatrixError.NONE, MatrixError::plus);
            put(row, "dice", sample(annotator, AnnotatorScore::dice));
            put(row, error);
        }
        return row;
    }

    private List<AnnotatorScore> of(int annotator) {
        return images.stream()
                .map(image -> image.annotators().get(annotator))
                .flatMap(Optional::stream)
                .toList();
    }

    private Sample sample(int annotator, Function<AnnotatorScore, OptionalDouble> score) {
        return Sample.of(of(annotator).stream().map(score).toList());
    }

    private Sample sample(Function<ImageScore, OptionalDouble> score) {
        return Sample.of(images.stream().map(score).toList());
    }

    private MatrixError error() {
        return images.stream().map(ImageScore::error).reduce(MatrixError.NONE, MatrixError::plus);
    }

    private Calibration calibration() {
        Calibration calibration = new Calibration(classes);
        images.forEach(image -> calibration.addAll(image.calibration()));
        return calibration;
    }

    private static void put(Map<String, @Nullable Object> table, MatrixError error) {
        table.put("confusionRmse", value(error.pixel().root()));
        table.put("confusionRmseImage", value(error.image().root()));
        table.put("confusionRmseFull", value(error.full().root()));
    }

    private static void put(Map<String, @Nullable Object> table, String name, Sample sample) {
        table.put(name, value(sample.mean()));
        table.put(name + "Std", value(sample.standardDeviation()));
    }

    private static @Nullable Object value(OptionalDouble score) {
        return score.isPresent() ? score.getAsDouble() : null;
    }
}
