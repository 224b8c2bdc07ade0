package consilium.evaluate;

import consilium.evaluate.metric.Calibration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The scores of one image.
///
/// @param index       in what is scored
/// @param item        its index in the data set
/// @param dice        per foreground class, the class 1 first
/// @param iou         per foreground class
/// @param surfaces    per foreground class
/// @param calibration of the probabilities
/// @param others      every other score the image has
/// @param annotators  in order; empty for who did not look
record ImageScore(
        int index,
        int item,
        List<OptionalDouble> dice,
        List<OptionalDouble> iou,
        List<SurfaceScore> surfaces,
        Calibration calibration,
        Map<ImageMetric, Double> others,
        List<Optional<AnnotatorScore>> annotators) {

    /// Empty where the image has no such score.
    OptionalDouble of(ImageMetric metric) {
        Double score = others.get(metric);
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    /// The mean over the foreground classes that have a score.
    OptionalDouble foregroundDice() {
        return Sample.of(dice).mean();
    }

    OptionalDouble foregroundIou() {
        return Sample.of(iou).mean();
    }

    MatrixError error() {
        return annotators.stream()
                .flatMap(Optional::stream)
                .map(AnnotatorScore::error)
                .reduce(MatrixError.NONE, MatrixError::plus);
    }
}
