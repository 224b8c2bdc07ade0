package consilium.standalone.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A step of an experiment, as the server tells of it.
///
/// @param state `waiting`, `running`, `made`, `reused`, `repaired`, `verified`, `diverged`, `failed` or `cancelled`
/// @param waiting what it waits for in the queue; empty when it does not
/// @param done  of `total` units of work, such as epochs; 0 of 0 when the step does not say
record StepView(
        String step,
        String stage,
        String method,
        int repeat,
        int depth,
        String state,
        String recipe,
        Map<String, String> outputs,
        Duration took,
        double done,
        double total,
        String unit,
        Map<String, Answer> figures,
        List<String> differs,
        String problem,
        String waiting) {

    static StepView of(Answer step) {
        return new StepView(
                step.show("step"),
                step.show("stage"),
                step.show("method"),
                (int) step.number("repeat").orElse(0),
                (int) step.number("depth").orElse(0),
                step.show("state"),
                step.show("recipe"),
                outputs(step),
                Duration.ofMillis((long) step.number("millis").orElse(0)),
                step.number("done").orElse(0),
                step.number("total").orElse(0),
                step.show("unit"),
                step.entries("figures"),
                step.texts("differs"),
                step.at("problem").text("detail").orElse(""),
                step.text("waiting").orElse(""));
    }

    private static Map<String, String> outputs(Answer step) {
        Map<String, String> outputs = new LinkedHashMap<>();
        step.entries("outputs").forEach((role, digest) -> outputs.put(role, digest.toString()));
        return outputs;
    }

    boolean running() {
        return state.equals("running");
    }

    boolean ended() {
        return !running() && !state.equals("waiting");
    }

    /// `train confusion-matrices, repeat 2`, or the end of its id where several methods share it: `fuse-staple`.
    /// Repeats are counted from 1, and not mentioned when there is one.
    String name() {
        return method.isEmpty()
                ? step.substring(step.lastIndexOf('/') + 1)
                : stage + " " + method + (repeat > 0 ? ", repeat " + (repeat + 1) : "");
    }

    /// The state, in the colour it deserves.
    String painted(Style style) {
        return switch (state) {
            case "made", "verified" -> style.good(state);
            case "reused" -> style.faint(state);
            case "repaired" -> style.caution(state);
            case "failed", "diverged", "cancelled" -> style.bad(state);
            default -> state;
        };
    }
}
