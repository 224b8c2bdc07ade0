package consilium.evaluate;

import consilium.evaluate.metric.Overlap;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
        List<OptionalDouble> dice = new ArrayList<>();
        List<OptionalDouble> iou = new ArrayList<>();
        for (int label = 1; label < scored.classes(); label++) {
            Overlap overlap = Overlap.of(map, truth, label);
            dice.add(overlap.dice(rule));
            iou.add(overlap.iou(rule));
        }
        return new ImageScore(index, scored.item(index), dice, iou, annotators(index, truth));
    }

    /// What the model expects the annotator to draw on the image; empty where it has no matrices of theirs.
    Optional<LabelMap> expected(int index, int annotator) {
        return scored.matrices(index, annotator).map(matrices -> expected(index, matrices));
    }

    private LabelMap expected(int index, PixelMatrices matrices) {
        return matrices.prediction(
                scored.probabilities(index), scored.classes(), images.width(), images.height());
    }

    private List<Optional<AnnotatorScore>> annotators(int index, LabelMap truth) {
        return IntStream.range(0, annotations.annotators().size())
                .mapToObj(annotator -> annotations
                        .map(scored.item(index), annotator)
                        .map(given -> annotator(index, annotator, truth, given)))
                .toList();
    }

    private AnnotatorScore annotator(int index, int annotator, LabelMap truth, LabelMap given) {
        Optional<AnnotatorScore.Modelled> modelled = scored.matrices(index, annotator)
                .map(matrices -> new AnnotatorScore.Modelled(
                        dice(expected(index, matrices), given),
                        MatrixError.of(matrices, truth, given, scored.classes())));
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
