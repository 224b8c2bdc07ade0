package consilium.standalone.cli;

import java.util.List;

/// The result table of an experiment: one row per method.
final class Results {

    private Results() {}

    static Table table(Answer results, Style style) {
        Table table = new Table(style, "method", "repeats", "Dice", "IoU", "matrix error", "time", "gate", "note");
        for (Answer row : results.list("rows")) {
            table.row(
                    row.show("method"),
                    row.show("repeats"),
                    Format.scoreWithSpread(row.number("dice"), row.number("diceStd")),
                    Format.score(row.number("iou")),
                    Format.scoreWithSpread(row.number("confusionRmse"), row.number("confusionRmseStd")),
                    Format.seconds(row.number("seconds")),
                    gate(row.show("gate"), style),
                    row.is("swapped") ? style.caution("classes may have swapped") : "");
        }
        return table;
    }

    private static String gate(String gate, Style style) {
        return switch (gate) {
            case "passed" -> style.good(gate);
            case "refused" -> style.bad(gate);
            default -> gate;
        };
    }

    /// The gate refused everything it was offered, or it did not.
    static int exitCode(Answer results) {
        List<String> gates = results.list("rows").stream()
                .map(row -> row.show("gate"))
                .filter(gate -> !gate.isEmpty())
                .toList();
        return !gates.isEmpty() && !gates.contains("passed") ? ExitCode.REFUSED : ExitCode.OK;
    }
}
