package consilium.runtime.dead;

import consilium.kernel.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a dead letter lies: `fuse-0-12` is the record at offset 12 of partition 0 of the dead letters of `fuse`.
public record LetterId(String group, int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("([a-z0-9-]+)-(\\d{1,9})-(\\d{1,18})");

    /// @throws consilium.kernel.problem.ProblemException `NotFound` when it is no such name
    public static LetterId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new Problem.NotFound("dead letter", text + " (they have names such as fuse-0-12)").toException();
        }
        return new LetterId(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    @Override
    public String toString() {
        return group + "-" + partition + "-" + offset;
    }
}
