package consilium.evaluate;

import consilium.evaluate.metric.Calibration;
import consilium.evaluate.metric.Overlap;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Scores every image against the truth, and every annotator's model against what the annotator drew.
final class Evaluation {

    private final ImageSet images;
    private final TruthSet truths;
    private final AnnotationSet annotations;
    private final Scored scored;
    private final EmptyMask rule;

    Evaluation(ImageSet images, TruthSet truths, AnnotationSet annotations, Scored scored, EmptyMask rule) {
        this.images = images;
        this.truths = truths;
        this.annotations = annotations;
        this.scored = scored;
        this.rule = rule;
    }

    ImageSet images() {
        return images;
    }

    Scored scored() {
        return scored;
    }

    AnnotationSet annotations() {
        return annotations;
    }

    LabelMap truth(int index) {
        return truths.map(scored.item(index));
    }

    ImageScore score(int index) {
        LabelMap map = scored.map(index);
        LabelMap truth = truth(index);
        float[] probabilities = scored.probabilities(index);
        List<OptionalDouble> dice = new ArrayList<>();
        List<OptionalDouble> iou = new ArrayList<>();
        List<SurfaceScore> surfaces = new ArrayList<>();
        for (int label = 1; label < scored.classes(); label++) {
            Overlap overlap = Overlap.of(map, truth, label);
            dice.add(overlap.dice(rule));
            iou.add(overlap.iou(rule));
            surfaces.add(SurfaceScore.of(map, truth, label, rule));
        }
        Calibration calibration = Calibration.of(probabilities, truth, scored.classes());
        List<Optional<LabelMap>> drawn = annotations.maps(scored.item(index));
        List<Optional<Foretold>> foretold = foretold(index, drawn, probabilities);
        Map<ImageMetric, Double> others = others(surfaces, calibration);
        readings(index, drawn, foretold, map, probabilities)
                .ifPresent(readings -> others.putAll(readings.scores(rule)));
        return new ImageScore(
                index, scored.item(index), dice, iou, surfaces, calibration, others,
                annotators(truth, drawn, foretold));
    }

    /// What the model expects the annotator to draw on the image; empty where it does not know them.
    Optional<LabelMap> expected(int index, int annotator) {
        return foretold(index, annotator, scored.probabilities(index)).map(Foretold::map);
    }

    private Optional<Foretold> foretold(int index, int annotator, float[] probabilities) {
        int classes = scored.classes();
        return scored.said(index, annotator)
                .map(said -> Foretold.of(said, classes, images.width(), images.height()))
                .or(() -> scored.matrices(index, annotator)
                        .map(matrices -> Foretold.of(
                                matrices, probabilities, classes, images.width(), images.height())));
    }

    /// Of every annotator who looked and is modelled.
    private List<Optional<Foretold>> foretold(int index, List<Optional<LabelMap>> drawn, float[] probabilities) {
        return IntStream.range(0, drawn.size())
                .mapToObj(annotator -> drawn.get(annotator).flatMap(map -> foretold(index, annotator, probabilities)))
                .toList();
    }

    /// Empty where nobody looked.
    private Optional<Readings> readings(
            int index,
            List<Optional<LabelMap>> drawn,
            List<Optional<Foretold>> foretold,
            LabelMap map,
            float[] probabilities) {
        List<LabelMap> maps = drawn.stream().flatMap(Optional::stream).toList();
        if (maps.isEmpty()) {
            return Optional.empty();
        }
        List<LabelMap> samples = scored.samples(index);
        if (foretold.stream().allMatch(Optional::isEmpty)) {
            return Optional.of(Readings.unattributed(
                    maps, samples.isEmpty() ? List.of(map) : samples, probabilities, scored.classes()));
        }
        return Optional.of(Readings.modelled(maps, foretold, samples));
    }

    static Map<ImageMetric, Double> others(List<SurfaceScore> surfaces, Calibration calibration) {
        Map<ImageMetric, Double> scores = new EnumMap<>(ImageMetric.class);
        putMean(scores, ImageMetric.HD95, surfaces, SurfaceScore::hd95);
        putMean(scores, ImageMetric.ASSD, surfaces, SurfaceScore::assd);
        putMean(scores, ImageMetric.SURFACE_DICE, surfaces, SurfaceScore::dice);
        calibration.brier().ifPresent(value -> scores.put(ImageMetric.BRIER, value));
        calibration.logScore().ifPresent(value -> scores.put(ImageMetric.LOG_SCORE, value));
        return scores;
    }

    private static void putMean(
            Map<ImageMetric, Double> scores,
            ImageMetric metric,
            List<SurfaceScore> surfaces,
            Function<SurfaceScore, OptionalDouble> score) {
        Sample.of(surfaces.stream().map(score).toList())
                .mean()
                .ifPresent(value -> scores.put(metric, value));
    }

    private List<Optional<AnnotatorScore>> annotators(
            LabelMap truth, List<Optional<LabelMap>> drawn, List<Optional<Foretold>> foretold) {
        return IntStream.range(0, drawn.size())
                .mapToObj(annotator -> drawn.get(annotator)
                        .map(given -> annotator(truth, given, foretold.get(annotator))))
                .toList();
    }

    private AnnotatorScore annotator(LabelMap truth, LabelMap given, Optional<Foretold> foretold) {
        Optional<AnnotatorScore.Modelled> modelled = foretold.map(model -> new AnnotatorScore.Modelled(
                dice(model.map(), given),
                model.matrices()
                        .map(matrices -> MatrixError.of(matrices, truth, given, scored.classes()))
                        .orElse(MatrixError.NONE)));
        return new AnnotatorScore(dice(given, truth), modelled);
    }

    private OptionalDouble dice(LabelMap map, LabelMap other) {
        List<OptionalDouble> dice = new ArrayList<>();
        for (int label = 1; label < scored.classes(); label++) {
            dice.add(Overlap.of(map, other, label).dice(rule));
        }
        return Sample.of(dice).mean();
    }
}
