package consilium.evaluate;

import consilium.evaluate.picture.Canvas;
import consilium.evaluate.picture.Lettering;
import consilium.evaluate.picture.Palette;
import java.util.ArrayList;
import java.util.List;

/// What the colours mean, in one line below a figure.
///
/// @param swatches a colour each and what it stands for
/// @param scale    whether probabilities are shown too
record Legend(List<Swatch> swatches, boolean scale) {

    static final int HEIGHT = 16;

    private static final int SWATCH = 14;
    private static final int GAP = 6;
    private static final int BAR = 100;
    private static final Lettering LETTERS = Lettering.NORMAL;

    record Swatch(String name, int colour) {

        int width() {
            return SWATCH + GAP + LETTERS.width(name) + 4 * GAP;
        }
    }

    /// Of figures that show how a map agrees with the truth, and probabilities.
    ///
    /// @param classes more than two have a colour for a foreground label that is not the right one
    static Legend ofAgreement(int classes) {
        List<Swatch> swatches = new ArrayList<>(List.of(
                new Swatch("true positive", Palette.TRUE_POSITIVE),
                new Swatch("false negative", Palette.FALSE_NEGATIVE),
                new Swatch("false positive", Palette.FALSE_POSITIVE),
                new Swatch("true negative", Palette.TRUE_NEGATIVE)));
        if (classes > 2) {
            swatches.add(new Swatch("wrong class", Palette.CONFUSED));
        }
        return new Legend(List.copyOf(swatches), true);
    }

    int width() {
        int width = swatches.stream().mapToInt(Swatch::width).sum();
        return width + (scale ? LETTERS.width("P = 0") + GAP + BAR + GAP + LETTERS.width("1") : 0);
    }

    void draw(Canvas canvas, int left, int top) {
        for (Swatch swatch : swatches) {
            canvas.fill(left, top, SWATCH, SWATCH, swatch.colour());
            canvas.frame(left, top, SWATCH, SWATCH, Palette.RULE);
            canvas.text(left + SWATCH + GAP, top, swatch.name(), LETTERS, Palette.INK);
            left += swatch.width();
        }
        if (scale) {
            drawScale(canvas, left, top);
        }
    }

    private static void drawScale(Canvas canvas, int left, int top) {
        canvas.text(left, top, "P = 0", LETTERS, Palette.INK);
        int start = left + LETTERS.width("P = 0") + GAP;
        canvas.paint(start, top, BAR, SWATCH, (x, y) -> Palette.probability(x / (BAR - 1.0)));
        canvas.frame(start, top, BAR, SWATCH, Palette.RULE);
        canvas.text(start + BAR + GAP, top, "1", LETTERS, Palette.INK);
    }
}
