package consilium.evaluate;

import consilium.evaluate.metric.Calibration;
import consilium.evaluate.metric.Overlap;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Scores label maps that stand by themselves as [EvaluateStage] scores those of an experiment: the same numbers under
/// the same names.
///
/// Without probabilities there is no calibration, and Dice_soft is of the map itself. As annotators are not modelled,
/// nothing is said of their confusion matrices.
public final class MapEvaluation {

    private final int classes;
    private final List<String> annotators;
    private final SurfaceScore.Ruler ruler;
    private final EmptyMask rule;
    private final List<ImageScore> scores = new ArrayList<>();
    private final SwapAlarm alarm;

    /// @param classes    labels are 0, the background, to `classes - 1`
    /// @param annotators their names, in order
    /// @param unit       of distances, such as `pixel`
    /// @param tolerance  that a surface may be away and still count as met, in that unit
    public MapEvaluation(int classes, List<String> annotators, String unit, double tolerance, EmptyMask rule) {
        this.classes = classes;
        this.annotators = List.copyOf(annotators);
        this.ruler = new SurfaceScore.Ruler(unit, tolerance);
        this.rule = rule;
        this.alarm = new SwapAlarm(classes);
    }

    public void add(ScoredMap scored) {
        List<OptionalDouble> dice = new ArrayList<>();
        List<OptionalDouble> iou = new ArrayList<>();
        List<SurfaceScore> surfaces = new ArrayList<>();
        for (int label = 1; label < classes; label++) {
            Overlap overlap = Overlap.of(scored.map(), scored.truth(), label);
            dice.add(overlap.dice(rule));
            iou.add(overlap.iou(rule));
            surfaces.add(SurfaceScore.of(scored.grid(), scored.map(), scored.truth(), label, ruler, rule));
        }
        Calibration calibration = scored.probabilities()
                .map(probabilities -> Calibration.of(probabilities, scored.truth(), classes))
                .orElseGet(() -> new Calibration(classes));
        Map<ImageMetric, Double> others = Evaluation.others(surfaces, calibration);
        others.putAll(readings(scored));
        scores.add(new ImageScore(
                scores.size(), scores.size(), dice, iou, surfaces, calibration, others, skills(scored)));
        alarm.add(scored.map(), scored.truth());
    }

    private Map<ImageMetric, Double> readings(ScoredMap scored) {
        List<LabelMap> drawn = scored.annotators().stream().flatMap(Optional::stream).toList();
        if (drawn.isEmpty()) {
            return Map.of();
        }
        float[] probabilities = scored.probabilities().orElseGet(() -> certain(scored.map()));
        return Readings.unattributed(drawn, List.of(scored.map()), probabilities, classes).scores(rule);
    }

    /// All probability on the map's own label.
    private float[] certain(LabelMap map) {
        float[] probabilities = new float[classes * map.size()];
        for (int pixel = 0; pixel < map.size(); pixel++) {
            probabilities[map.at(pixel) * map.size() + pixel] = 1;
        }
        return probabilities;
    }

    private List<Optional<AnnotatorScore>> skills(ScoredMap scored) {
        return scored.annotators().stream()
                .map(drawn -> drawn.map(map -> new AnnotatorScore(dice(map, scored.truth()), Optional.empty())))
                .toList();
    }

    private OptionalDouble dice(LabelMap map, LabelMap truth) {
        List<OptionalDouble> dice = new ArrayList<>();
        for (int label = 1; label < classes; label++) {
            dice.add(Overlap.of(map, truth, label).dice(rule));
        }
        return Sample.of(dice).mean();
    }

    /// As `metrics.json` has it, over all maps that were added.
    ///
    /// @param subject what was scored
    public Map<String, @Nullable Object> table(String subject) {
        return new Metrics(scores, classes, annotators, false, alarm.rings(), ruler, rule).table(subject);
    }

    /// Dice of each map that was added, in order, as a mean over the foreground classes.
    public List<OptionalDouble> dice() {
        return scores.stream().map(ImageScore::foregroundDice).toList();
    }
}
