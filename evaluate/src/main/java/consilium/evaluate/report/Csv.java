package consilium.evaluate.report;

import java.util.ArrayList;
import java.util.List;

/// Reads what RFC 4180 says, with line feeds or carriage returns before them.
public final class Csv {

    private Csv() {}

    /// Rows of cells, empty lines left out.
    public static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    add(rows, row);
                    row = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        row.add(cell.toString());
        add(rows, row);
        return rows;
    }

    private static void add(List<List<String>> rows, List<String> row) {
        if (row.size() > 1 || !row.getFirst().isEmpty()) {
            rows.add(List.copyOf(row));
        }
    }
}
