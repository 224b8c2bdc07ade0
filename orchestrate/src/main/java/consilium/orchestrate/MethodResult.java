package consilium.orchestrate;

import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Optional;

/// One row of the result table: a method over all its repeats. A number is absent when no repeat was scored, or, for a
/// standard deviation, fewer than two were.
///
/// @param repeats          scored repeats
/// @param dice             mean over repeats of the mean over test images
/// @param diceStd          sample standard deviation over repeats
/// @param confusionRmse    root mean square error of the annotators' confusion matrices, where the method has any
/// @param confusionRmseStd sample standard deviation over repeats
/// @param iou              as `dice`
/// @param seconds          wall clock of the method's own steps: its fusion, and the mean over repeats of training and
///                         evaluation; what was reused counts what its making took
/// @param swapped          whether any repeat's classes seem to have exchanged names
/// @param gate             `passed` when at least one repeat's model was registered, `refused` when none was; absent
///                         without a gate
/// @param evaluation       artefacts, by repeat
/// @param model            artefacts, by repeat
public record MethodResult(
        String method,
        int repeats,
        Optional<Double> dice,
        Optional<Double> diceStd,
        Optional<Double> confusionRmse,
        Optional<Double> confusionRmseStd,
        Optional<Double> iou,
        Optional<Double> seconds,
        boolean swapped,
        Optional<String> gate,
        List<Digest> evaluation,
        List<Digest> model) {}
