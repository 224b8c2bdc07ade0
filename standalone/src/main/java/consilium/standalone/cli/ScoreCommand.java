package consilium.standalone.cli;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import consilium.runtime.format.Trees;
import consilium.standalone.files.FileScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Scores label maps in files; needs no server and starts none.
@Command(name = "score", description = {
        "Score a label map, a file or a folder of files, against the truth; needs no server.",
        "",
        "Prints every metric of an evaluation as JSON, with what each of them means.",
        "",
        "  consilium score --prediction fused.nii.gz --truth truth.nii.gz | jq .dice",
        "  consilium score --prediction fused/ --truth truth/ --labels anna/ ben/ | jq '.ged, .consensus'"
})
final class ScoreCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ConsiliumCommand consilium;

    @Option(names = "--prediction", paramLabel = "FILE", required = true, description = "The label map to score: .png, .tif,"
            + " .nii, .nii.gz or .npy; or a folder of them.")
    private Path prediction = Path.of(".");

    @Option(names = "--truth", paramLabel = "FILE", required = true, description = "The true label map; or a folder with an"
            + " equally named one for each.")
    private Path truth = Path.of(".");

    @Option(names = "--labels", paramLabel = "FILE", arity = "1..*", description = "The annotators' label maps, for GED and"
            + " consensus: a file each, or a folder each. - reads their names from standard input.")
    private List<Path> labels = new ArrayList<>();

    @Option(names = "--probabilities", paramLabel = "FILE", description = "The prediction's probabilities, as fuse writes"
            + " them, for ECE, Brier and log score; or a folder of them.")
    private @Nullable Path probabilities;

    @Option(names = "--spacing", paramLabel = "MM", split = ",", description = "Distance of pixels in millimetres along each"
            + " axis, the slowest first, such as 3,1,1 (default: NIfTI's own, else 1 pixel).")
    private List<Double> spacing = new ArrayList<>();

    @Option(names = "--tolerance", paramLabel = "X", defaultValue = "1", description = "Of the surface Dice, in the unit of"
            + " the spacing (default: ${DEFAULT-VALUE}).")
    private double tolerance = 1;

    @Option(names = "--empty-mask", paramLabel = "RULE", defaultValue = "one", description = "What two empty masks score: one,"
            + " or skip to leave them out (default: ${DEFAULT-VALUE}).")
    private EmptyMask emptyMask = EmptyMask.ONE;

    @Option(names = "--classes", paramLabel = "N", description = "Labels are 0 to N-1 (default: those that occur, and"
            + " 0).")
    private @Nullable Integer classes;

    @Override
    public Integer call() {
        FileScores scores = new FileScores(
                prediction,
                truth,
                labels.isEmpty() ? Optional.empty() : Optional.of(LabelsOption.open(labels)),
                Optional.ofNullable(probabilities),
                ClassesOption.checked(classes),
                spacing.isEmpty() ? Optional.empty() : Optional.of(spacing()),
                tolerance,
                emptyMask);
        Screen screen = Objects.requireNonNull(consilium).screen();
        screen.out().println(Trees.pretty(scores.table()));
        screen.out().flush();
        return ExitCode.OK;
    }

    private List<Double> spacing() {
        try {
            return FileScores.spacing(spacing);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--spacing: " + e.getMessage());
        }
    }
}
