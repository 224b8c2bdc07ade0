package consilium.evaluate;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Scores fused labels or predictions on the test images and writes `metrics.json`, `per-image.csv` and figures.
///
/// The annotators' models are scored where there are any; the figure of their confusion matrices is drawn only then.
public final class EvaluateStage implements Stage<StageSpec.Evaluate> {

    private static final String KIND = "evaluation";
    private static final int VERSION = 1;
    private static final String PNG = "image/png";
    /// A block of the confusion figure is three rows high, so it shows fewer images than the overview.
    private static final int MOST_BLOCKS = 3;

    @Override
    public StageName name() {
        return StageName.EVALUATE;
    }

    @Override
    public Class<StageSpec.Evaluate> slice() {
        return StageSpec.Evaluate.class;
    }

    @Override
    public Made make(StageSpec.Evaluate slice, Inputs inputs, Workshop workshop) {
        Evaluation evaluation = open(slice, inputs);
        Scored scored = evaluation.scored();
        List<ImageScore> scores = new ArrayList<>();
        SwapAlarm alarm = new SwapAlarm(scored.classes());
        for (int index = 0; index < scored.size(); index++) {
            scores.add(evaluation.score(index));
            alarm.add(scored.map(index), evaluation.truth(index));
            workshop.progress(index + 1, scored.size(), "image");
        }
        List<String> annotators = evaluation.annotations().annotators();
        Metrics metrics = new Metrics(
                scores, scored.classes(), annotators, scored.modelsAnnotators(), alarm.rings(),
                SurfaceScore.Ruler.PIXELS, slice.evaluation().emptyMask());
        ArtefactWriter artefact = workshop.artefact(KIND, VERSION)
                .table("metrics.json", metrics.table(slice.subject().name().toLowerCase(Locale.ROOT)))
                .text("per-image.csv", "text/csv",
                        new PerImageTable(evaluation.images(), scored.classes(), annotators).csv(scores));
        draw(evaluation, scores, slice.evaluation().figures(), artefact);
        return new Made(Map.of(Role.EVALUATION, artefact.commit()), metrics.summary());
    }

    private static Evaluation open(StageSpec.Evaluate slice, Inputs inputs) {
        ImageSet images = ImageSet.of(inputs.get(Role.IMAGES));
        Scored scored = switch (slice.subject()) {
            case LABELS -> FusedLabels.of(LabelSet.of(inputs.get(Role.LABELS)), images.indices(Split.TEST));
            case PREDICTIONS -> new Predictions(PredictionSet.of(inputs.get(Role.PREDICTIONS)));
        };
        return new Evaluation(
                images,
                TruthSet.of(inputs.get(Role.TRUTH)),
                AnnotationSet.of(inputs.get(Role.ANNOTATIONS)),
                scored,
                slice.evaluation().emptyMask());
    }

    private static void draw(Evaluation evaluation, List<ImageScore> scores, int count, ArtefactWriter artefact) {
        List<ImageScore> shown = Exhibits.choose(scores, count);
        if (shown.isEmpty()) {
            return;
        }
        artefact.file("figures/overview.png", PNG, new OverviewFigure(evaluation).png(shown));
        artefact.file("figures/contours.png", PNG, new ContourFigure(evaluation).png(shown));
        if (evaluation.scored().modelsAnnotators()) {
            List<ImageScore> fewer = Exhibits.choose(scores, Math.min(count, MOST_BLOCKS));
            artefact.file("figures/confusion.png", PNG, new ConfusionFigure(evaluation).png(fewer));
        }
    }
}
