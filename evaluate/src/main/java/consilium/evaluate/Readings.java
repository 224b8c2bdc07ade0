package consilium.evaluate;

import consilium.evaluate.metric.Agreement;
import consilium.evaluate.metric.EnergyDistance;
import consilium.evaluate.metric.MapSet;
import consilium.evaluate.metric.SetDice;
import consilium.evaluate.metric.Similarity;
import consilium.evaluate.metric.SoftDice;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The different readings of one image: those that the annotators who looked at it gave, and those that were expected
/// of them.
final class Readings {

    private final List<LabelMap> drawn;
    private final List<LabelMap> expected;
    private final double[][] said;

    /// @param drawn    by every annotator who looked, at least one
    /// @param expected of them, at least one; a method that models no annotators has one prediction
    /// @param said     expected share of annotators who say each class, `[class][pixel]`
    private Readings(List<LabelMap> drawn, List<LabelMap> expected, double[][] said) {
        this.drawn = drawn;
        this.expected = expected;
        this.said = said;
    }

    /// Of a model of the annotators. Where maps were drawn of them, those of the annotators who looked are the predicted
    /// readings; else it is the most probable map of each.
    ///
    /// @param foretold by annotator, at least one of whom looked
    /// @param samples  as many of each annotator, one annotator's after those of the one before; may be none
    static Readings modelled(List<LabelMap> drawn, List<Optional<Foretold>> foretold, List<LabelMap> samples) {
        List<Foretold> looked = foretold.stream().flatMap(Optional::stream).toList();
        int each = samples.size() / foretold.size();
        List<LabelMap> expected = each == 0
                ? looked.stream().map(Foretold::map).toList()
                : IntStream.range(0, samples.size())
                        .filter(sample -> foretold.get(sample / each).isPresent())
                        .mapToObj(samples::get)
                        .toList();
        return new Readings(drawn, expected, said(looked));
    }

    /// Expected share of annotators who say each class, `[class][pixel]`.
    private static double[][] said(List<Foretold> foretold) {
        double[][] first = foretold.getFirst().said();
        double[][] mean = new double[first.length][first[0].length];
        for (Foretold annotator : foretold) {
            for (int label = 0; label < mean.length; label++) {
                for (int pixel = 0; pixel < mean[label].length; pixel++) {
                    mean[label][pixel] += annotator.said()[label][pixel] / foretold.size();
                }
            }
        }
        return mean;
    }

    /// Of a method whose predictions are nobody's in particular: one for all annotators, or several drawn at random.
    ///
    /// @param predicted   at least one
    /// @param probability of each class, `[classes, height, width]`
    static Readings unattributed(
            List<LabelMap> drawn, List<LabelMap> predicted, float[] probability, int classes) {
        int pixels = predicted.getFirst().size();
        double[][] said = new double[classes][pixels];
        for (int label = 0; label < classes; label++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                said[label][pixel] = probability[label * pixels + pixel];
            }
        }
        return new Readings(drawn, predicted, said);
    }

    Map<ImageMetric, Double> scores(EmptyMask rule) {
        MapSet predicted = MapSet.of(expected, said.length);
        MapSet annotated = MapSet.of(drawn, said.length);
        EnergyDistance iou = EnergyDistance.of(predicted, annotated, Similarity.IOU, rule);
        EnergyDistance dice = EnergyDistance.of(predicted, annotated, Similarity.DICE, rule);
        Map<ImageMetric, Double> scores = new EnumMap<>(ImageMetric.class);
        scores.put(ImageMetric.GED, iou.biased());
        scores.put(ImageMetric.GED_DICE, dice.biased());
        iou.unbiased().ifPresent(value -> scores.put(ImageMetric.GED_UNBIASED, value));
        dice.unbiased().ifPresent(value -> scores.put(ImageMetric.GED_DICE_UNBIASED, value));
        iou.annotated().meanOfPairs().ifPresent(value -> scores.put(ImageMetric.ANNOTATOR_IOU, value));
        putSetDice(scores, dice.cross());
        SoftDice.of(said, shares(), rule).ifPresent(value -> scores.put(ImageMetric.DICE_SOFT, value));
        return scores;
    }

    private static void putSetDice(Map<ImageMetric, Double> scores, Agreement cross) {
        SetDice set = new SetDice(cross);
        scores.put(ImageMetric.DICE_MAX, set.bestAnnotator());
        scores.put(ImageMetric.DICE_MAX_REVERSE, set.bestPrediction());
        set.matched().ifPresent(value -> scores.put(ImageMetric.DICE_MATCH, value));
    }

    /// Of the annotators who said each class, `[class][pixel]`: counted first, so that equal shares are equal numbers.
    private double[][] shares() {
        double[][] shares = new double[said.length][said[0].length];
        for (LabelMap map : drawn) {
            for (int pixel = 0; pixel < map.size(); pixel++) {
                shares[map.at(pixel)][pixel]++;
            }
        }
        for (double[] ofClass : shares) {
            for (int pixel = 0; pixel < ofClass.length; pixel++) {
                ofClass[pixel] /= drawn.size();
            }
        }
        return shares;
    }
}
