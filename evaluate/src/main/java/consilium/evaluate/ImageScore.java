package consilium.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The scores of one image.
///
/// @param index      in what is scored
/// @param item       its index in the data set
/// @param dice       per foreground class, the class 1 first
/// @param iou        per foreground class
/// @param annotators in order; empty for who did not look
record ImageScore(
        int index,
        int item,
        List<OptionalDouble> dice,
        List<OptionalDouble> iou,
        List<Optional<AnnotatorScore>> annotators) {

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
