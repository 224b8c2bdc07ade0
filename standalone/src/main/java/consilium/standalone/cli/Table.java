package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A table for people: columns as wide as their widest cell, numbers to the right, two blanks between.
final class Table {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern NUMERIC = Pattern.compile("[-+]?[0-9].*");
    private static final String GAP = "  ";

    private final Style style;
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Style style, String... heads) {
        this.style = style;
        this.heads = List.of(heads);
    }

    Table row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException("one cell per column, " + heads.size() + ", was " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /// Line by line; a column in which no row has anything is left out.
    List<String> lines() {
        int[] widths = new int[heads.size()];
        boolean[] toTheRight = new boolean[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = width(column);
            toTheRight[column] = numeric(column);
        }
        List<String> lines = new ArrayList<>();
        lines.add(style.strong(line(heads, widths, toTheRight)));
        rows.forEach(row -> lines.add(line(row, widths, toTheRight)));
        return lines;
    }

    private int width(int column) {
        int widest = rows.stream().mapToInt(row -> visible(row.get(column))).max().orElse(0);
        return widest == 0 && !rows.isEmpty() ? 0 : Math.max(widest, visible(heads.get(column)));
    }

    private boolean numeric(int column) {
        return rows.stream()
                .map(row -> COLOUR.matcher(row.get(column)).replaceAll(""))
                .filter(cell -> !cell.isEmpty())
                .allMatch(cell -> NUMERIC.matcher(cell).matches());
    }

    private static String line(List<String> cells, int[] widths, boolean[] toTheRight) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            if (widths[column] > 0) {
                String cell = cells.get(column);
                String blanks = " ".repeat(widths[column] - visible(cell));
                line.append(line.isEmpty() ? "" : GAP).append(toTheRight[column] ? blanks + cell : cell + blanks);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int visible(String cell) {
        return COLOUR.matcher(cell).replaceAll("").length();
    }

    @Override
    public String toString() {
        return Arrays.toString(lines().toArray());
    }
}
