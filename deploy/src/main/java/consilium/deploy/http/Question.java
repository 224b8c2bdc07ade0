package consilium.deploy.http;

import consilium.deploy.Answer;
import consilium.deploy.ArrayFile;
import consilium.deploy.LabelPng;
import consilium.deploy.ModelVersion;
import consilium.kernel.format.Violation;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Which part of an answer a client asks for.
///
/// @param annotators what every modelled annotator would draw
/// @param annotator  what this one would draw
/// @param output     of a `.npy` answer: `labels` or `probabilities`
record Question(boolean annotators, Optional<String> annotator, String output) {

    private static final String LABELS = "labels";
    private static final String PROBABILITIES = "probabilities";

    Question {
        if (!output.equals(LABELS) && !output.equals(PROBABILITIES)) {
            throw refuse("output", "must be one of labels, probabilities, was \"" + output + "\"");
        }
        if (annotators && annotator.isPresent()) {
            throw refuse("annotator", "names one annotator, annotators=true asks for all: send one of the two");
        }
    }

    /// Labels and probabilities, and the annotators asked for.
    Segmentation json(ModelVersion model, Answer answer) {
        return Segmentation.of(
                model,
                answer,
                annotators
                        ? answer.architecture().annotators()
                        : annotator.map(List::of).orElse(List.of()));
    }

    /// The labels, or those of one annotator.
    byte[] png(Answer answer) {
        if (annotators) {
            throw refuse("annotators", "a PNG shows one label map: ask for one annotator with annotator=NAME");
        }
        return LabelPng.encode(labels(answer));
    }

    /// `[height, width]`, or `[annotators, height, width]` when all are asked for, or the probabilities.
    byte[] npy(Answer answer) {
        if (output.equals(PROBABILITIES)) {
            return ArrayFile.probabilities(answer);
        }
        return annotators ? ArrayFile.labels(everyAnnotator(answer)) : ArrayFile.labels(labels(answer));
    }

    private LabelMap labels(Answer answer) {
        return annotator.map(answer::labels).orElseGet(answer::labels);
    }

    private static List<LabelMap> everyAnnotator(Answer answer) {
        if (!answer.architecture().modelsAnnotators()) {
            throw refuse("annotators", "this model has learned no annotators");
        }
        return answer.architecture().annotators().stream().map(answer::labels).toList();
    }

    private static RuntimeException refuse(String parameter, String rule) {
        return new Problem.SpecInvalid("query", List.of(new Violation(parameter, rule))).toException();
    }
}
