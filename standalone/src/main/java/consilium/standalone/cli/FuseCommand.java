package consilium.standalone.cli;

import consilium.ingest.labels.Precision;
import consilium.kernel.spec.FusionSpec;
import consilium.standalone.files.FileFusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Fuses label maps in files; needs no server and starts none.
@Command(name = "fuse", description = {
        "Fuse several annotators' label maps, files or folders, into one; needs no server.",
        "",
        "Writes the fused map in the format of the first, its probabilities, and reliability.json with each"
                + " annotator's sensitivity, specificity and confusion matrix. Prints the files of the fused maps.",
        "",
        "  consilium fuse --labels anna.nii.gz ben.nii.gz carla.nii.gz --out fused",
        "  consilium fuse --method spatial-staple --half-window 5 --labels anna/ ben/ --out fused"
})
final class FuseCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ConsiliumCommand consilium;

    @Option(names = "--method", paramLabel = "NAME", defaultValue = "staple", description = "mean, majority-vote,"
            + " hierarchical-vote, staple, spatial-staple, collate or dawid-skene (default: ${DEFAULT-VALUE}).")
    private String method = "staple";

    @Option(names = "--labels", paramLabel = "FILE", required = true, arity = "1..*", description = "A label map per"
            + " annotator: .png, .tif, .nii, .nii.gz or .npy; or a folder per annotator with a map per image, equally named."
            + " - reads their names from standard input.")
    private List<Path> labels = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write to; made if missing.")
    private Path out = Path.of(".");

    @Option(names = "--classes", paramLabel = "N", description = "Labels are 0 to N-1 (default: those that occur, and"
            + " 0).")
    private @Nullable Integer classes;

    @Option(names = "--max-passes", paramLabel = "N", description = "EM passes allowed (maxIterations).")
    private @Nullable Integer maxPasses;

    @Option(names = "--tolerance", paramLabel = "X", description = "Converged when nothing moves by more.")
    private @Nullable Double tolerance;

    @Option(names = "--prior", paramLabel = "PRIOR", description = "Of STAPLE: global or voxel-wise.")
    private @Nullable String prior;

    @Option(names = "--pooled", arity = "0..1", fallbackValue = "true", paramLabel = "BOOLEAN", description = "One estimate"
            + " of the annotators for all images instead of one per image.")
    private @Nullable Boolean pooled;

    @Option(names = "--lambda", paramLabel = "PIXELS", description = "Of Spatial STAPLE: what the global estimate counts for"
            + " in every window (globalWeight).")
    private @Nullable Double lambda;

    @Option(names = "--half-window", paramLabel = "PIXELS", description = "Of Spatial STAPLE: from the window's centre to"
            + " its edge.")
    private @Nullable Integer halfWindow;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other field of the method, such as"
            + " confidenceWeight=2, performancePrior.alpha=5, markovField.weight=0.5 or order=[2,1,3].")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--probabilities", paramLabel = "FORM", defaultValue = "double", description = "double, single or none"
            + " (default: ${DEFAULT-VALUE}).")
    private Form probabilities = Form.DOUBLE;

    private enum Form {
        DOUBLE,
        SINGLE,
        NONE;

        Optional<Precision> precision() {
            return switch (this) {
                case DOUBLE -> Optional.of(Precision.DOUBLE);
                case SINGLE -> Optional.of(Precision.SINGLE);
                case NONE -> Optional.empty();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        FusionSpec spec = SpecText.read(FusionSpec.class, tree(), "The fusion is not valid");
        List<Path> written = FileFusion.run(
                spec, LabelsOption.open(labels), ClassesOption.checked(classes), probabilities.precision(), out);
        Screen screen = Objects.requireNonNull(consilium).screen();
        written.forEach(screen.out()::println);
        screen.out().flush();
        return ExitCode.OK;
    }

    private Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", method);
        put(tree, "maxIterations", maxPasses);
        put(tree, "tolerance", tolerance);
        put(tree, "prior", prior);
        put(tree, "pooled", pooled);
        put(tree, "globalWeight", lambda);
        put(tree, "halfWindow", halfWindow);
        settings.forEach(setting -> SpecText.put(tree, setting));
        return tree;
    }

    private static void put(Map<String, @Nullable Object> tree, String key, @Nullable Object value) {
        if (value != null) {
            tree.put(key, value);
        }
    }
}
