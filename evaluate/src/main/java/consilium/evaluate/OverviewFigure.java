package consilium.evaluate;

import consilium.evaluate.picture.Palette;
import consilium.kernel.image.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// `figures/overview.png`: a row per image with the image, its truth, what every annotator drew, how the result agrees
/// with the truth, and the probability of foreground.
final class OverviewFigure {

    private static final int BEFORE_ANNOTATORS = 2;
    private static final int AFTER_ANNOTATORS = 2;

    private final Evaluation evaluation;
    private final List<String> annotators;

    OverviewFigure(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.annotators = evaluation.annotations().annotators();
    }

    byte[] png(List<ImageScore> shown) {
        Tile tile = Tile.of(evaluation.images().width(), evaluation.images().height());
        int columns = BEFORE_ANNOTATORS + annotators.size() + AFTER_ANNOTATORS;
        Sheet sheet = Sheet.ofRows(tile, columns, shown.size(), Legend.ofAgreement(evaluation.scored().classes()));
        List<String> captions = captions();
        for (int column = 0; column < columns; column++) {
            sheet.caption(0, 0, column, captions.get(column));
        }
        for (int row = 0; row < shown.size(); row++) {
            draw(sheet, row, shown.get(row));
        }
        return sheet.canvas().png();
    }

    private List<String> captions() {
        List<String> captions = new ArrayList<>(List.of("image", "truth"));
        captions.addAll(annotators);
        captions.add(evaluation.scored().title());
        captions.add("P(fg)");
        return captions;
    }

    private void draw(Sheet sheet, int row, ImageScore score) {
        Tile tile = sheet.tile();
        int top = sheet.top(0, row);
        LabelMap truth = evaluation.truth(score.index());
        sheet.note(0, row, notes(evaluation, score));
        tile.paintImage(sheet.canvas(), sheet.left(0), top, evaluation.images().image(score.item()));
        tile.paintLabels(sheet.canvas(), sheet.left(1), top, truth);
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            int left = sheet.left(BEFORE_ANNOTATORS + annotator);
            Optional<LabelMap> given = evaluation.annotations().map(score.item(), annotator);
            given.ifPresentOrElse(
                    map -> tile.paintLabels(sheet.canvas(), left, top, map),
                    () -> tile.paintAbsent(sheet.canvas(), left, top, "did not look"));
        }
        int result = BEFORE_ANNOTATORS + annotators.size();
        tile.paintAgreement(
                sheet.canvas(), sheet.left(result), top, evaluation.scored().map(score.index()), truth);
        float[] probability = evaluation.scored().probabilities(score.index());
        tile.paint(sheet.canvas(), sheet.left(result + 1), top, pixel -> Palette.probability(1 - probability[pixel]));
    }

    /// The image's name and score, for the left of its row.
    static List<String> notes(Evaluation evaluation, ImageScore score) {
        OptionalDouble dice = score.foregroundDice();
        return List.of(
                evaluation.images().item(score.item()).id(),
                dice.isPresent() ? String.format(Locale.ROOT, "Dice %.3f", dice.getAsDouble()) : "no Dice");
    }
}
