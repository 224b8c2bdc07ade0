package consilium.evaluate.report;

import consilium.evaluate.comparison.PairedComparison;
import consilium.kernel.recipe.RandomStreams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A study's report: one tree that is `report.json`, and what the page shows.
///
/// Every number is a mean over repeats of what `metrics.json` says of the test images, with the standard deviation over
/// the repeats. The comparison is of the methods' scores image by image, each averaged over the repeats, so that an image
/// counts once however often was trained. A repeat that failed is in no number, and its method's row says why.
///
/// @param text      title, description and notes, handed through
/// @param metrics   of the tables
/// @param reference the method that the others are compared with
public record StudyReport(
        Map<String, Object> text, List<String> metrics, Optional<String> reference, boolean curves,
        List<CaseResult> cases) {

    /// Of the metrics of which less is better.
    private static final List<String> LESS_IS_BETTER = List.of(
            "confusionRmse", "confusionRmseImage", "confusionRmseFull", "ged", "gedUnbiased", "gedDice",
            "gedDiceUnbiased", "hd95", "assd", "brier", "ece", "mce");

    private static final String COMPARED = "dice";

    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>(text);
        tree.put("metrics", metrics.stream().map(StudyReport::metric).toList());
        reference.ifPresent(method -> tree.put("reference", method));
        tree.put("cases", cases.stream().map(this::tree).toList());
        return tree;
    }

    private static Map<String, Object> metric(String name) {
        return Map.of("name", name, "lessIsBetter", LESS_IS_BETTER.contains(name));
    }

    private Map<String, Object> tree(CaseResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", result.name());
        tree.put("label", result.label());
        tree.put("experiment", result.experiment());
        result.at().or(() -> annotatorDice(result)).ifPresent(at -> tree.put("at", at));
        tree.put("annotators", annotators(result));
        List<Object> rows = new ArrayList<>();
        result.runs().forEach((method, runs) -> rows.add(row(result, method, runs)));
        tree.put("rows", rows);
        tree.put("printedOnly", printedOnly(result));
        if (curves) {
            tree.put("curves", curves(result));
        }
        return tree;
    }

    /// Mean Dice of the annotators against the truth, which is what the paper's figure 4 sweeps.
    private static Optional<Double> annotatorDice(CaseResult result) {
        List<Double> dice = new ArrayList<>();
        for (Object row : annotators(result)) {
            if (row instanceof Map<?, ?> annotator && annotator.get("truthDice") instanceof Number value) {
                dice.add(value.doubleValue());
            }
        }
        return dice.isEmpty() ? Optional.empty() : Optional.of(new Spread(dice).mean());
    }

    /// They are the same under every method.
    private static List<?> annotators(CaseResult result) {
        return result.runs().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .<List<?>>map(run -> run.metrics().get("annotators") instanceof List<?> rows ? rows : List.of())
                .orElse(List.of());
    }

    private Map<String, Object> row(CaseResult result, String method, List<Run> runs) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("method", method);
        row.put("repeats", runs.size());
        row.put("swapped", runs.stream().filter(Run::swapped).count());
        row.put("values", values(runs));
        row.put("printed", result.printed().getOrDefault(method, Map.of()));
        comparison(result, method, runs).ifPresent(compared -> row.put("comparison", compared));
        if (result.failures().containsKey(method)) {
            row.put("failed", result.failures().get(method).stream().map(StudyReport::failed).toList());
        }
        if (!runs.isEmpty()) {
            Run first = runs.getFirst();
            row.put("consensus", groups(runs));
            row.put("modelled", first.metrics().getOrDefault("annotators", List.of()));
            row.put("figures", first.figures());
        }
        return row;
    }

    private static Map<String, Object> failed(Failure failure) {
        return Map.of("repeat", failure.repeat(), "why", failure.why());
    }

    private Map<String, Object> values(List<Run> runs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String metric : metrics) {
            List<Double> known = runs.stream()
                    .map(run -> run.metric(metric))
                    .filter(OptionalDouble::isPresent)
                    .map(OptionalDouble::getAsDouble)
                    .toList();
            if (!known.isEmpty()) {
                values.put(metric, new Spread(known).tree());
            }
        }
        return values;
    }

    /// The groups are the annotators' affair, so the same under every repeat; their scores are averaged over them.
    private static List<Map<String, Object>> groups(List<Run> runs) {
        Map<String, List<Double>> dice = new LinkedHashMap<>();
        Map<String, Object> images = new LinkedHashMap<>();
        for (Run run : runs) {
            for (Map<?, ?> group : groups(run)) {
                String name = String.valueOf(group.get("group"));
                images.put(name, group.get("images") instanceof Number number ? number : 0);
                if (group.get("dice") instanceof Number score) {
                    dice.computeIfAbsent(name, any -> new ArrayList<>()).add(score.doubleValue());
                }
            }
        }
        List<Map<String, Object>> groups = new ArrayList<>();
        images.forEach((name, number) -> {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("group", name);
            group.put("images", number);
            if (dice.containsKey(name)) {
                group.put("dice", new Spread(dice.get(name)).mean());
            }
            groups.add(group);
        });
        return groups;
    }

    private static List<Map<?, ?>> groups(Run run) {
        List<Map<?, ?>> groups = new ArrayList<>();
        if (run.metrics().get("consensus") instanceof Map<?, ?> consensus
                && consensus.get("groups") instanceof List<?> rows) {
            rows.forEach(row -> {
                if (row instanceof Map<?, ?> group) {
                    groups.add(group);
                }
            });
        }
        return groups;
    }

    private Optional<Map<String, Object>> comparison(CaseResult result, String method, List<Run> runs) {
        if (reference.isEmpty() || reference.get().equals(method)) {
            return Optional.empty();
        }
        Map<String, Double> ours = perImage(result.runs().getOrDefault(reference.get(), List.of()));
        Map<String, Double> theirs = perImage(runs);
        List<String> images = new ArrayList<>(new TreeSet<>(ours.keySet()));
        images.retainAll(theirs.keySet());
        if (images.isEmpty()) {
            return Optional.empty();
        }
        PairedComparison compared = PairedComparison.of(
                scores(ours, images), scores(theirs, images), new RandomStreams(0, "study"),
                result.name() + "/" + method);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("metric", COMPARED);
        tree.put("images", compared.pairs());
        tree.put("difference", compared.meanDifference());
        tree.put("low", compared.interval().low());
        tree.put("high", compared.interval().high());
        tree.put("pValue", compared.test().pValue());
        tree.put("verdict", switch (compared.verdict()) {
            case FIRST_HIGHER -> "higher";
            case OTHER_HIGHER -> "lower";
            case UNDECIDED -> "undecided";
        });
        return Optional.of(tree);
    }

    private static List<OptionalDouble> scores(Map<String, Double> byImage, List<String> images) {
        return images.stream().map(image -> OptionalDouble.of(byImage.getOrDefault(image, Double.NaN))).toList();
    }

    /// Each image's score, averaged over the runs that have it.
    private static Map<String, Double> perImage(List<Run> runs) {
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        runs.forEach(run -> run.column(COMPARED)
                .forEach((image, score) -> scores.computeIfAbsent(image, any -> new ArrayList<>()).add(score)));
        Map<String, Double> means = new LinkedHashMap<>();
        scores.forEach((image, all) -> means.put(image, new Spread(all).mean()));
        return means;
    }

    /// Methods that were printed and were not run here.
    private static List<Map<String, Object>> printedOnly(CaseResult result) {
        return result.printed().entrySet().stream()
                .filter(printed -> !result.runs().containsKey(printed.getKey()))
                .<Map<String, Object>>map(printed -> Map.of("method", printed.getKey(), "printed", printed.getValue()))
                .toList();
    }

    private static List<Map<String, Object>> curves(CaseResult result) {
        List<Map<String, Object>> curves = new ArrayList<>();
        result.runs().forEach((method, runs) -> {
            for (int repeat = 0; repeat < runs.size(); repeat++) {
                @Nullable
                Object epochs = runs.get(repeat).history().get("epochs");
                if (epochs instanceof List<?> course && !course.isEmpty()) {
                    curves.add(Map.of("method", method, "repeat", repeat, "epochs", course));
                }
            }
        });
        return curves;
    }
}
