package consilium.evaluate;

import consilium.evaluate.picture.Canvas;
import consilium.evaluate.picture.Lettering;
import consilium.evaluate.picture.Palette;

/// What the colours mean, in one line below a figure.
final class Legend {

    static final int HEIGHT = 16;

    private static final int SWATCH = 14;
    private static final int GAP = 6;
    private static final int BAR = 100;
    private static final Lettering LETTERS = Lettering.NORMAL;

    private final Canvas canvas;
    private final int top;
    private int left;

    private Legend(Canvas canvas, int left, int top) {
        this.canvas = canvas;
        this.left = left;
        this.top = top;
    }

    /// @param classes more than two have a colour for a foreground label that is not the right one
    static void draw(Canvas canvas, int left, int top, int classes) {
        Legend legend = new Legend(canvas, left, top);
        legend.swatch("true positive", Palette.TRUE_POSITIVE);
        legend.swatch("false negative", Palette.FALSE_NEGATIVE);
        legend.swatch("false positive", Palette.FALSE_POSITIVE);
        legend.swatch("true negative", Palette.TRUE_NEGATIVE);
        if (classes > 2) {
            legend.swatch("wrong class", Palette.CONFUSED);
        }
        legend.bar();
    }

    /// How wide the line is.
    static int width(int classes) {
        int width = 0;
        for (String name : new String[] {"true positive", "false negative", "false positive", "true negative"}) {
            width += entry(name);
        }
        return width + (classes > 2 ? entry("wrong class") : 0) + LETTERS.width("P = 0") + GAP + BAR + GAP
                + LETTERS.width("1");
    }

    private static int entry(String name) {
        return SWATCH + GAP + LETTERS.width(name) + 4 * GAP;
    }

    private void swatch(String name, int colour) {
        canvas.fill(left, top, SWATCH, SWATCH, colour);
        canvas.frame(left, top, SWATCH, SWATCH, Palette.RULE);
        canvas.text(left + SWATCH + GAP, top, name, LETTERS, Palette.INK);
        left += entry(name);
    }

    private void bar() {
        canvas.text(left, top, "P = 0", LETTERS, Palette.INK);
        int start = left + LETTERS.width("P = 0") + GAP;
        canvas.paint(start, top, BAR, SWATCH, (x, y) -> Palette.probability(x / (BAR - 1.0)));
        canvas.frame(start, top, BAR, SWATCH, Palette.RULE);
        canvas.text(start + BAR + GAP, top, "1", LETTERS, Palette.INK);
    }
}
