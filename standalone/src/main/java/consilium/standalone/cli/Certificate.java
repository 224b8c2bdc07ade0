package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a replay shows of an experiment: artefact by artefact, the recorded digest and the one that came out.
///
/// @param state of the replay: `succeeded`, `failed` or `cancelled`
/// @param why   it did not succeed, else empty
record Certificate(String original, String replay, String state, String why, List<Line> lines) {

    /// A replay keeps what was recorded and says what it made instead.
    private static final Pattern MADE = Pattern.compile("\\bmade ([0-9a-f]+)");

    /// @param state   of the step: `verified`, `repaired`, `diverged`, or why it has no digest
    /// @param differs what differs first, such as `labels: probabilities`; empty when nothing does
    record Line(
            String step, String recipe, String role, String recorded, String again, String state, String differs) {

        boolean equal() {
            boolean different = state.equals("diverged") && !differs.isEmpty();
            return !recorded.isEmpty() && recorded.equals(again) && !different;
        }
    }

    /// @param original the experiment, as the server tells it
    /// @param replay   its replay, ended
    static Certificate of(Answer original, Answer replay) {
        Map<String, StepView> recorded = new HashMap<>();
        original.list("steps").stream().map(StepView::of).forEach(step -> recorded.put(step.step(), step));
        List<Line> lines = new ArrayList<>();
        for (Answer answer : replay.list("steps")) {
            StepView again = StepView.of(answer);
            lines.addAll(lines(recorded.getOrDefault(again.step(), again), again));
        }
        return new Certificate(
                original.show("id"),
                replay.show("id"),
                replay.show("state"),
                replay.at("problem").show("detail"),
                List.copyOf(lines));
    }

    private static List<Line> lines(StepView recorded, StepView again) {
        return recorded.outputs().entrySet().stream()
                .map(output -> line(output.getKey(), output.getValue(), again))
                .toList();
    }

    private static Line line(String role, String recorded, StepView again) {
        String differs = again.differs().stream()
                .filter(difference -> difference.startsWith(role + ":"))
                .findFirst()
                .orElse(again.problem());
        String made = MADE.matcher(differs)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse(again.outputs().getOrDefault(role, ""));
        return new Line(again.name(), again.recipe(), role, recorded, made, again.state(), differs);
    }

    boolean allEqual() {
        return state.equals("succeeded") && lines.stream().allMatch(Line::equal);
    }

    /// A replay that ran to its end and differs is told from one that did not end.
    int exitCode() {
        if (allEqual()) {
            return ExitCode.OK;
        }
        boolean differs = lines.stream().anyMatch(line -> !line.again().isEmpty() && !line.equal());
        return differs || state.equals("succeeded") ? ExitCode.DIFFERS : ExitCode.FAILED;
    }

    List<String> lines(Style style) {
        Table table = new Table(style, "step", "recipe", "artefact", "recorded", "again", "verdict");
        for (Line line : lines) {
            table.row(
                    line.step(),
                    Format.brief(line.recipe()),
                    line.role(),
                    Format.brief(line.recorded()),
                    Format.brief(line.again()),
                    verdict(line, style));
        }
        List<String> text = new ArrayList<>(table.lines());
        text.add("");
        text.add(conclusion(style));
        return text;
    }

    private static String verdict(Line line, Style style) {
        if (line.again().isEmpty()) {
            return style.bad("not made" + because(line));
        }
        if (!line.equal()) {
            return style.bad("differs" + because(line));
        }
        return line.state().equals("repaired") ? style.caution("equal, repaired" + because(line)) : style.good("equal");
    }

    private static String because(Line line) {
        return line.differs().isEmpty() ? "" : ": " + line.differs();
    }

    private String conclusion(Style style) {
        long equal = lines.stream().filter(Line::equal).count();
        if (allEqual()) {
            return style.good("Certified: all " + equal + " artefacts of " + original + " came out the same, byte for"
                    + " byte, in " + replay + ".");
        }
        return style.bad("Not certified: " + equal + " of " + lines.size() + " artefacts of " + original
                + " came out the same in " + replay + (why.isEmpty() ? "." : ": " + why));
    }

    /// For programs.
    Answer asAnswer() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("original", original);
        tree.put("replay", replay);
        tree.put("state", state);
        tree.put("certified", allEqual());
        tree.put("artefacts", lines.stream().map(Certificate::tree).toList());
        return new Answer(tree);
    }

    private static Map<String, Object> tree(Line line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", line.step());
        tree.put("recipe", line.recipe());
        tree.put("role", line.role());
        tree.put("recorded", line.recorded());
        tree.put("again", line.again());
        tree.put("equal", line.equal());
        tree.put("state", line.state());
        tree.put("differs", line.differs());
        return tree;
    }
}
