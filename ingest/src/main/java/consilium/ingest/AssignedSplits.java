package consilium.ingest;

import consilium.kernel.dataset.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What each case is for, as a file says it: a line `case,split` per case, where the split is `train`, `validation` or
/// `test`. Blank lines, and a first line `case,split`, are passed over.
record AssignedSplits(Path file, Map<String, Split> byCase) {

    private static final String HEADER = "case,split";
    private static final long MOST_BYTES = 1 << 28;

    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a line that says something else, or a case that
    ///                                                   is put on both sides of a split
    static AssignedSplits read(Path file) {
        Map<String, Split> byCase = new HashMap<>();
        List<String> lines = lines(file);
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            if (!line.isEmpty() && !(index == 0 && line.equals(HEADER))) {
                add(file, index + 1, line, byCase);
            }
        }
        return new AssignedSplits(file, byCase);
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a case that the file does not name
    Map<String, Split> of(Collection<String> cases) {
        Map<String, Split> splits = new HashMap<>();
        for (String each : cases) {
            Split split = byCase.get(each);
            if (split == null) {
                throw Refusal.of(file, "does not say what case " + each + " is for; it needs a line \"" + each
                        + ",train\", or with validation or test");
            }
            splits.put(each, split);
        }
        return splits;
    }

    private static void add(Path file, int number, String line, Map<String, Split> byCase) {
        int comma = line.lastIndexOf(',');
        String position = "line " + number;
        if (comma < 1) {
            throw Refusal.of(file, position, "a line is \"case,split\", was \"" + brief(line) + "\"");
        }
        String name = line.substring(0, comma).strip();
        Split split = split(file, position, line.substring(comma + 1).strip());
        Split other = byCase.putIfAbsent(name, split);
        if (other != null && other != split) {
            throw Refusal.of(file, position, "puts case " + name + " in both " + label(other) + " and " + label(split)
                    + "; a case belongs to one split, or the test would know what was trained on");
        }
    }

    private static Split split(Path file, String position, String name) {
        for (Split split : Split.values()) {
            if (label(split).equals(name)) {
                return split;
            }
        }
        throw Refusal.of(file, position, "a split is train, validation or test, was \"" + brief(name) + "\"");
    }

    private static String label(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Refusal.of(file, "holds more than " + MOST_BYTES + " bytes; a line per case is read");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        }
    }

    private static String brief(String text) {
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
