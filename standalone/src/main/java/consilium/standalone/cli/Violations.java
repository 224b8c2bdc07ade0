package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.List;

/// How what is wrong with a spec is told: one on the title's line, several each on their own.
final class Violations {

    private Violations() {}

    static List<String> lines(String title, List<String> violations) {
        if (violations.size() == 1) {
            return List.of(title + ": " + violations.getFirst());
        }
        List<String> lines = new ArrayList<>();
        lines.add(title + ": " + violations.size() + " things are wrong");
        violations.forEach(violation -> lines.add("  " + violation));
        return lines;
    }

    static String line(String path, String rule) {
        return path.isEmpty() ? rule : path + ": " + rule;
    }
}
