package consilium.evaluate;

import java.util.Optional;
import java.util.OptionalDouble;

/// How one annotator's model did on one image they looked at.
///
/// @param truthDice of what the annotator drew, against the truth: the annotator's own skill
/// @param modelled  how well the model foresaw what they drew; empty where it does not know them
record AnnotatorScore(OptionalDouble truthDice, Optional<Modelled> modelled) {

    /// @param dice  of the label map expected of the annotator, against what they drew
    /// @param error of the confusion matrices; none where there are none
    record Modelled(OptionalDouble dice, MatrixError error) {}

    MatrixError error() {
        return modelled.map(Modelled::error).orElse(MatrixError.NONE);
    }

    OptionalDouble dice() {
        return modelled.map(Modelled::dice).orElse(OptionalDouble.empty());
    }
}
