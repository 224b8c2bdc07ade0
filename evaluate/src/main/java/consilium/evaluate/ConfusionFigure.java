package consilium.evaluate;

import consilium.evaluate.picture.Canvas;
import consilium.evaluate.picture.Palette;
import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Optional;

/// `figures/confusion.png`, after the paper's figure 5: for every annotator how the labels they drew agree with the
/// truth, beside how those that the model expects of them do, and the estimated confusion matrices themselves: at
/// every pixel the probability that the annotator says foreground, given the class that is true there.
final class ConfusionFigure {

    private static final int ROWS = 3;

    private final Evaluation evaluation;
    private final List<String> annotators;

    ConfusionFigure(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.annotators = evaluation.annotations().annotators();
    }

    byte[] png(List<ImageScore> shown) {
        Tile tile = Tile.of(evaluation.images().width(), evaluation.images().height());
        Sheet sheet = Sheet.ofBlocks(
                tile, 1 + annotators.size(), shown.size(), ROWS, Legend.ofAgreement(evaluation.scored().classes()));
        for (int block = 0; block < shown.size(); block++) {
            draw(sheet, block, shown.get(block));
        }
        return sheet.canvas().png();
    }

    private void draw(Sheet sheet, int block, ImageScore score) {
        LabelMap truth = evaluation.truth(score.index());
        List<String> notes = OverviewFigure.notes(evaluation, score);
        sheet.note(block, 0, List.of(notes.get(0), notes.get(1), "", "labels", "as drawn"));
        sheet.note(block, 1, List.of("labels", "as expected"));
        sheet.note(block, 2, List.of("P(says fg", "given truth)"));
        drawImage(sheet, block, score, truth);
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            sheet.caption(block, 0, 1 + annotator, annotators.get(annotator));
            drawAnnotator(sheet, block, score, truth, annotator);
        }
    }

    private void drawImage(Sheet sheet, int block, ImageScore score, LabelMap truth) {
        Tile tile = sheet.tile();
        int left = sheet.left(0);
        sheet.caption(block, 0, 0, "image");
        sheet.caption(block, 1, 0, "truth");
        sheet.caption(block, 2, 0, evaluation.scored().title());
        float[] image = evaluation.images().image(score.item());
        tile.paintImage(sheet.canvas(), left, sheet.top(block, 0), image);
        tile.paintLabels(sheet.canvas(), left, sheet.top(block, 1), truth);
        LabelMap result = evaluation.scored().map(score.index());
        tile.paintAgreement(sheet.canvas(), left, sheet.top(block, 2), result, truth);
    }

    private void drawAnnotator(Sheet sheet, int block, ImageScore score, LabelMap truth, int annotator) {
        Canvas canvas = sheet.canvas();
        Tile tile = sheet.tile();
        int left = sheet.left(1 + annotator);
        drawAgreement(sheet, left, sheet.top(block, 0), evaluation.annotations().map(score.item(), annotator), truth,
                "did not look");
        drawAgreement(sheet, left, sheet.top(block, 1), evaluation.expected(score.index(), annotator), truth,
                "not estimated");
        int top = sheet.top(block, 2);
        evaluation.scored()
                .matrices(score.index(), annotator)
                .ifPresentOrElse(
                        matrices -> tile.paint(canvas, left, top, pixel -> Palette.probability(
                                1 - matrices.at(0, truth.at(pixel), pixel))),
                        () -> tile.paintAbsent(canvas, left, top, "not estimated"));
    }

    private static void drawAgreement(
            Sheet sheet, int left, int top, Optional<LabelMap> map, LabelMap truth, String absent) {
        map.ifPresentOrElse(
                given -> sheet.tile().paintAgreement(sheet.canvas(), left, top, given, truth),
                () -> sheet.tile().paintAbsent(sheet.canvas(), left, top, absent));
    }
}
