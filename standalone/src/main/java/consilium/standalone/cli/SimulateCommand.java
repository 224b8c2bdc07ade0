package consilium.standalone.cli;

import consilium.kernel.spec.AnnotationsSpec;
import consilium.standalone.files.FileSimulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Simulates annotators on true label maps in files; needs no server and starts none.
@Command(name = "simulate", description = {
        "Let simulated annotators draw a true label map, a file or a folder of files; needs no server.",
        "",
        "Writes a map per annotator in the format of the truth, and prints their files: what fuse --labels takes.",
        "",
        "  consilium simulate --truth truth.png --annotator good --annotator over:amount=0.7 --seed 1 --out drawn",
        "  consilium simulate --truth truth/ --annotator confusion:matrix=[[0.9,0.2],[0.1,0.8]] --out drawn"
})
final class SimulateCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ConsiliumCommand consilium;

    @Option(names = "--truth", paramLabel = "FILE", required = true, description = "A true label map: .png, .tif, .nii,"
            + " .nii.gz or .npy; or a folder of them.")
    private Path truth = Path.of(".");

    @Option(names = "--annotator", paramLabel = "SPEC", required = true, arity = "1", description = "good, over, under, wrong,"
            + " swelling, blank or confusion, with their numbers, such as over:amount=0.7,name=anna; or JSON. Repeatable.")
    private List<String> annotators = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Decides every random number (default:"
            + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--target", paramLabel = "LABEL", description = "The label that mistakes are made on, where there are"
            + " several.")
    private @Nullable Integer target;

    @Option(names = "--level", paramLabel = "X", description = "Multiplies every mistake: 0 draws the truth, 1 as specified.")
    private @Nullable Double level;

    @Option(names = "--classes", paramLabel = "N", description = "Labels are 0 to N-1 (default: those that occur, and"
            + " 0).")
    private @Nullable Integer classes;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write to; made if missing.")
    private Path out = Path.of(".");

    @Override
    public Integer call() {
        AnnotationsSpec spec = SpecText.read(AnnotationsSpec.class, tree(), "The simulation is not valid");
        List<Path> written = FileSimulation.run(truth, spec, seed, ClassesOption.checked(classes), out);
        Screen screen = Objects.requireNonNull(consilium).screen();
        written.forEach(screen.out()::println);
        screen.out().flush();
        return ExitCode.OK;
    }

    private Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        tree.put("simulated", annotators.stream().map(SpecText::tree).map(each -> named(each, taken)).toList());
        if (target != null) {
            tree.put("target", target);
        }
        if (level != null) {
            tree.put("level", level);
        }
        return tree;
    }

    /// Who is given no name is called by their kind, from the second on with a number.
    private static Map<String, @Nullable Object> named(Map<String, @Nullable Object> tree, Set<String> taken) {
        String kind = String.valueOf(tree.get("kind"));
        String name = kind;
        for (int number = 2; !tree.containsKey("name") && taken.contains(name); number++) {
            name = kind + "-" + number;
        }
        tree.putIfAbsent("name", name);
        taken.add(String.valueOf(tree.get("name")));
        return tree;
    }
}
