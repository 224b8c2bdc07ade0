package consilium.evaluate;

import consilium.evaluate.picture.Palette;
import consilium.kernel.image.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// `figures/contours.png`: a row per image with the image, every annotator's contour on it, what most of them drew, and
/// the prediction's contour beside that of the truth. After figures 6 and 7 of the paper.
///
/// Contours enclose all foreground. Where several run along the same pixels, their colours take turns.
final class ContourFigure {

    private static final int COLUMNS = 4;
    private static final int CONSENSUS = 0xffffff;
    private static final int TRUTH = 0x56b4e9;
    private static final int PREDICTION = 0xe69f00;

    private final Evaluation evaluation;
    private final List<String> annotators;

    ContourFigure(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.annotators = evaluation.annotations().annotators();
    }

    byte[] png(List<ImageScore> shown) {
        Tile tile = Tile.of(evaluation.images().width(), evaluation.images().height());
        Sheet sheet = Sheet.ofRows(tile, COLUMNS, shown.size(), legend());
        List<String> captions = List.of("image", "annotators", "most of them", evaluation.scored().title());
        for (int column = 0; column < COLUMNS; column++) {
            sheet.caption(0, 0, column, captions.get(column));
        }
        for (int row = 0; row < shown.size(); row++) {
            draw(sheet, row, shown.get(row));
        }
        return sheet.canvas().png();
    }

    private Legend legend() {
        List<Legend.Swatch> swatches = new ArrayList<>();
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            swatches.add(new Legend.Swatch(annotators.get(annotator), Palette.annotator(annotator)));
        }
        swatches.add(new Legend.Swatch("most of them", CONSENSUS));
        swatches.add(new Legend.Swatch("truth", TRUTH));
        swatches.add(new Legend.Swatch(evaluation.scored().title(), PREDICTION));
        return new Legend(swatches, false);
    }

    private void draw(Sheet sheet, int row, ImageScore score) {
        sheet.note(0, row, OverviewFigure.notes(evaluation, score));
        float[] image = evaluation.images().image(score.item());
        List<Optional<LabelMap>> drawn = evaluation.annotations().maps(score.item());
        List<Contour> theirs = IntStream.range(0, drawn.size())
                .boxed()
                .flatMap(annotator -> drawn.get(annotator)
                        .map(map -> new Contour(map, Palette.annotator(annotator)))
                        .stream())
                .toList();
        List<LabelMap> maps = drawn.stream().flatMap(Optional::stream).toList();
        List<Contour> most = maps.isEmpty() ? List.of() : List.of(new Contour(majority(maps), CONSENSUS));
        List<Contour> result = List.of(
                new Contour(evaluation.truth(score.index()), TRUTH),
                new Contour(evaluation.scored().map(score.index()), PREDICTION));
        List<List<Contour>> columns = List.of(List.of(), theirs, most, result);
        for (int column = 0; column < COLUMNS; column++) {
            sheet.tile().paintImage(sheet.canvas(), sheet.left(column), sheet.top(0, row), image);
            sheet.tile().paintContours(sheet.canvas(), sheet.left(column), sheet.top(0, row), columns.get(column));
        }
    }

    /// Foreground where more than half of them have it.
    private static LabelMap majority(List<LabelMap> maps) {
        LabelMap first = maps.getFirst();
        return LabelMap.generate(first.width(), first.height(), pixel -> {
            long foreground = maps.stream().filter(map -> map.at(pixel) > 0).count();
            return 2 * foreground > maps.size() ? 1 : 0;
        });
    }
}
