package consilium.evaluate;

import consilium.evaluate.picture.Canvas;
import consilium.evaluate.picture.Lettering;
import consilium.evaluate.picture.Palette;
import java.util.List;

/// A figure's grid of tiles: captions above the tiles, notes left of the rows, the legend below.
final class Sheet {

    private static final int MARGIN = 16;
    private static final int GAP = 10;
    private static final int NOTES = 156;
    private static final int CAPTION = 24;
    private static final int BETWEEN_BLOCKS = 18;

    private final Canvas canvas;
    private final Tile tile;
    private final int rowsPerBlock;
    private final int rowGap;

    /// One block, whose columns have captions.
    static Sheet ofRows(Tile tile, int columns, int rows, Legend legend) {
        return new Sheet(tile, columns, 1, rows, GAP, legend);
    }

    /// Several blocks, in which every tile may have a caption.
    static Sheet ofBlocks(Tile tile, int columns, int blocks, int rowsPerBlock, Legend legend) {
        return new Sheet(tile, columns, blocks, rowsPerBlock, CAPTION + GAP / 2, legend);
    }

    private Sheet(Tile tile, int columns, int blocks, int rowsPerBlock, int rowGap, Legend legend) {
        this.tile = tile;
        this.rowsPerBlock = rowsPerBlock;
        this.rowGap = rowGap;
        int grid = NOTES + columns * (tile.width() + GAP);
        int width = 2 * MARGIN + Math.max(grid, legend.width());
        int height = 2 * MARGIN + blocks * blockHeight() + Legend.HEIGHT;
        this.canvas = new Canvas(width, height);
        legend.draw(canvas, MARGIN, height - MARGIN - Legend.HEIGHT);
    }

    Canvas canvas() {
        return canvas;
    }

    Tile tile() {
        return tile;
    }

    int left(int column) {
        return MARGIN + NOTES + column * (tile.width() + GAP);
    }

    int top(int block, int row) {
        return MARGIN + block * blockHeight() + CAPTION + row * (tile.height() + rowGap);
    }

    /// Above a tile; smaller letters where the text is wide, cut off where even they are.
    void caption(int block, int row, int column, String text) {
        Lettering letters = Lettering.NORMAL.width(text) <= tile.width() ? Lettering.NORMAL : Lettering.SMALL;
        String fitted = letters.fit(text, tile.width());
        int left = left(column) + (tile.width() - letters.width(fitted)) / 2;
        canvas.text(left, top(block, row) - letters.height() - 6, fitted, letters, Palette.INK);
    }

    /// Left of a row, one line below the other.
    void note(int block, int row, List<String> lines) {
        int top = top(block, row) + 4;
        for (String line : lines) {
            Lettering letters = Lettering.NORMAL.width(line) <= NOTES - GAP ? Lettering.NORMAL : Lettering.SMALL;
            canvas.text(MARGIN, top, letters.fit(line, NOTES - GAP), letters, Palette.INK);
            top += Lettering.NORMAL.height() + 6;
        }
    }

    private int blockHeight() {
        return CAPTION + rowsPerBlock * (tile.height() + rowGap) + BETWEEN_BLOCKS;
    }
}
