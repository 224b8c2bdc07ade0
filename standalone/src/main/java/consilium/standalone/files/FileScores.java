package consilium.standalone.files;

import consilium.evaluate.MapEvaluation;
import consilium.evaluate.ScoredMap;
import consilium.evaluate.surface.Grid;
import consilium.ingest.labels.LabelFile;
import consilium.ingest.labels.LabelGrid;
import consilium.ingest.labels.ProbabilityFile;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Scores label maps in files against the truth, and against annotators where their maps are given, by all metrics of the
/// evaluate stage.
///
/// @param prediction a file, or a folder with a file per image
/// @param truth      a file, or a folder with a file of the same name per image
/// @param annotators whose maps make GED and consensus, where given
/// @param probabilities of the prediction, a file or a folder, where known
/// @param classes    the number of labels, 0 on, where it is known; else those that occur
/// @param spacing    between pixels along each axis, the slowest first; else the files' own
/// @param tolerance  of the surface Dice, in the unit of the spacing
public record FileScores(
        Path prediction,
        Path truth,
        Optional<AnnotatorFiles> annotators,
        Optional<Path> probabilities,
        Optional<Integer> classes,
        Optional<List<Double>> spacing,
        double tolerance,
        EmptyMask rule) {

    /// What was read of one image.
    private record Case(String named, LabelFile prediction, LabelFile truth, List<Optional<LabelFile>> drawn) {}

    /// As `metrics.json` has it, with the files, and of folders every image's Dice.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for files that do not fit
    public Map<String, @Nullable Object> table() {
        MapFiles predicted = MapFiles.of(prediction);
        MapFiles real = MapFiles.of(truth);
        if (predicted.folder() != real.folder()) {
            throw MapFiles.refuse(prediction, "and " + truth + " are to be two files, or two folders");
        }
        List<String> cases = List.copyOf(predicted.byCase().keySet());
        Optional<Case> only = cases.size() == 1 ? Optional.of(read(predicted, real, cases.getFirst()))
                : Optional.empty();
        LabelClasses labels = classes.map(LabelClasses::first).orElseGet(() -> {
            TreeSet<Integer> occurring = new TreeSet<>();
            cases.forEach(named -> add(only.orElseGet(() -> read(predicted, real, named)), occurring));
            return LabelClasses.of(occurring);
        });
        MapEvaluation evaluation = new MapEvaluation(
                labels.size(), annotators.map(AnnotatorFiles::names).orElse(List.of()), unit(cases, predicted),
                tolerance, rule);
        cases.forEach(named -> evaluation.add(
                scored(only.orElseGet(() -> read(predicted, real, named)), labels)));
        return table(evaluation, cases, labels, predicted.folder());
    }

    private Map<String, @Nullable Object> table(
            MapEvaluation evaluation, List<String> cases, LabelClasses labels, boolean folder) {
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        table.put("prediction", prediction.toString());
        table.put("truth", truth.toString());
        table.put("labels", labels.labels());
        table.putAll(evaluation.table("files"));
        table.remove("subject");
        if (folder) {
            Map<String, @Nullable Object> dice = new LinkedHashMap<>();
            List<OptionalDouble> scores = evaluation.dice();
            for (int index = 0; index < cases.size(); index++) {
                OptionalDouble score = scores.get(index);
                dice.put(cases.get(index), score.isPresent() ? score.getAsDouble() : null);
            }
            table.put("perImageDice", dice);
        }
        return table;
    }

    private Case read(MapFiles predicted, MapFiles real, String named) {
        LabelFile map = LabelFile.read(predicted.require(named));
        LabelFile truthMap = LabelFile.read(real.require(named)).requireLike(map);
        List<Optional<LabelFile>> drawn = annotators.map(each -> each.read(named)).orElse(List.of());
        drawn.forEach(each -> each.ifPresent(file -> file.requireLike(map)));
        return new Case(named, map, truthMap, drawn);
    }

    private static void add(Case each, TreeSet<Integer> occurring) {
        LabelClasses.addOccurring(each.prediction(), occurring);
        LabelClasses.addOccurring(each.truth(), occurring);
        each.drawn().forEach(file -> file.ifPresent(map -> LabelClasses.addOccurring(map, occurring)));
    }

    private ScoredMap scored(Case each, LabelClasses labels) {
        return new ScoredMap(
                grid(each.truth()),
                map(each.prediction(), labels),
                map(each.truth(), labels),
                probabilities.map(given -> ProbabilityFile.read(
                        MapFiles.of(given).require(each.named()), each.prediction().grid(), labels.size())),
                each.drawn().stream().map(file -> file.map(map -> map(map, labels))).toList());
    }

    /// A volume's slices one below the other.
    private static LabelMap map(LabelFile file, LabelClasses labels) {
        LabelGrid grid = file.grid();
        return new LabelMap(grid.width(), grid.height() * grid.depth(), labels.classes(file));
    }

    private Grid grid(LabelFile file) {
        LabelGrid grid = file.grid();
        List<Double> between = spacing.orElse(grid.spacing());
        if (between.size() != grid.extents().size()) {
            throw new Problem.BadInput(
                    file.name(), "", "has " + grid.extents().size() + " axes, the spacing names " + between.size()
                            + "; give one number per axis, the slowest first")
                    .toException();
        }
        double[] apart = between.stream().mapToDouble(each -> each > 0 ? each : 1).toArray();
        return Grid.of(grid.extents().stream().mapToInt(Integer::intValue).toArray()).spaced(apart);
    }

    /// Millimetres where a spacing is told, be it that of one.
    private String unit(List<String> cases, MapFiles predicted) {
        boolean told = spacing.isPresent() || LabelFile.tellsSpacing(predicted.require(cases.getFirst()));
        return told ? "millimetre" : "pixel";
    }

    /// One number per axis, all above 0.
    ///
    /// @throws IllegalArgumentException otherwise
    public static List<Double> spacing(List<Double> between) {
        if (between.isEmpty() || between.stream().anyMatch(each -> !(each > 0 && Double.isFinite(each)))) {
            throw new IllegalArgumentException("a spacing is a number above 0 per axis, was " + between);
        }
        return Collections.unmodifiableList(new ArrayList<>(between));
    }
}
