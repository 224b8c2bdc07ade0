package consilium.orchestrate;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table an experiment is made for: one row per method, from the summaries of its steps.
///
/// @param rows in the order in which the spec lists the methods
public record ResultTable(List<MethodResult> rows) {

    private static final String COLUMNS =
            "method,repeats,dice,dice_std,confusion_rmse,confusion_rmse_std,iou,seconds,swapped,gate,evaluation,model";

    /// @param methods the methods' names, in the order of the rows
    /// @param steps   all of the experiment's; those not done yet are left out
    public static ResultTable of(List<String> methods, List<StepRecord> steps) {
        Tree tree = new Tree(steps);
        return new ResultTable(methods.stream().map(tree::row).toList());
    }

    /// RFC 4180, with a header; an absent value is empty, artefacts are separated by spaces.
    public String csv() {
        return Stream.concat(Stream.of(COLUMNS), rows.stream().map(ResultTable::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(MethodResult row) {
        return Stream.of(
                row.method(),
                String.valueOf(row.repeats()),
                number(row.dice()),
                number(row.diceStd()),
                number(row.confusionRmse()),
                number(row.confusionRmseStd()),
                number(row.iou()),
                row.seconds().map(seconds -> String.format(Locale.ROOT, "%.3f", seconds)).orElse(""),
                String.valueOf(row.swapped()),
                row.gate().orElse(""),
                digests(row.evaluation()),
                digests(row.model()))
                .collect(Collectors.joining(","));
    }

    private static String number(Optional<Double> value) {
        return value.map(String::valueOf).orElse("");
    }

    private static String digests(List<Digest> digests) {
        return digests.stream().map(Digest::hex).collect(Collectors.joining(" "));
    }

    /// The steps, to be asked by method.
    private static final class Tree {

        private final List<StepRecord> done;
        private final Map<String, StepRecord> byId;

        Tree(List<StepRecord> steps) {
            this.done = steps.stream()
                    .filter(step -> step.state().done())
                    .sorted(Comparator.comparingInt(StepRecord::repeat))
                    .toList();
            this.byId = done.stream().collect(Collectors.toMap(StepRecord::step, Function.identity()));
        }

        MethodResult row(String method) {
            List<StepRecord> evaluations = of(method, StageName.EVALUATE);
            Sample dice = sample(evaluations, "dice");
            Sample rmse = sample(evaluations, "confusionRmse");
            return new MethodResult(
                    method,
                    evaluations.size(),
                    dice.mean(),
                    dice.standardDeviation(),
                    rmse.mean(),
                    rmse.standardDeviation(),
                    sample(evaluations, "iou").mean(),
                    new Sample(evaluations.stream().map(this::seconds).toList()).mean(),
                    swapped(method),
                    gate(method),
                    outputs(evaluations, Role.EVALUATION),
                    outputs(of(method, StageName.TRAIN), Role.MODEL));
        }

        private List<StepRecord> of(String method, StageName stage) {
            return done.stream()
                    .filter(step -> step.stage() == stage && step.method().equals(Optional.of(method)))
                    .toList();
        }

        /// Of the evaluation and the steps above it up to its fusion; data and annotators are every method's.
        private double seconds(StepRecord evaluation) {
            return Stream.iterate(Optional.of(evaluation), Optional::isPresent, this::above)
                    .flatMap(Optional::stream)
                    .filter(step -> step.stage().compareTo(StageName.FUSE) >= 0)
                    .mapToLong(StepRecord::millis)
                    .sum()
                    / 1000.0;
        }

        private Optional<StepRecord> above(Optional<StepRecord> step) {
            return step.flatMap(StepRecord::parent).map(byId::get);
        }

        private boolean swapped(String method) {
            return done.stream()
                    .filter(step -> step.method().equals(Optional.of(method)))
                    .anyMatch(step -> Boolean.TRUE.equals(step.summary().get("swapped")));
        }

        private Optional<String> gate(String method) {
            return of(method, StageName.DEPLOY).stream()
                    .map(step -> Boolean.TRUE.equals(step.summary().get("passed")))
                    .reduce(Boolean::logicalOr)
                    .map(passed -> passed ? "passed" : "refused");
        }

        private static Sample sample(List<StepRecord> steps, String figure) {
            return new Sample(steps.stream()
                    .map(step -> step.summary().get(figure))
                    .filter(Number.class::isInstance)
                    .map(value -> ((Number) value).doubleValue())
                    .toList());
        }

        private static List<Digest> outputs(List<StepRecord> steps, String role) {
            return steps.stream().map(step -> step.outputs().get(role)).flatMap(Stream::ofNullable).toList();
        }
    }
}
