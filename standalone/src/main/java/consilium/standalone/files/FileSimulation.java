package consilium.standalone.files;

import consilium.ingest.labels.LabelFile;
import consilium.ingest.labels.LabelGrid;
import consilium.kernel.format.Violation;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.simulate.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Lets simulated annotators draw true label maps in files, as the simulate stage does: the same science on files.
///
/// Of one image, every annotator's map is written as `<annotator>.<ending>`; of a folder of them, as
/// `<annotator>/<image>.<ending>`. An image's id, which its random numbers hang on, is its file's name without the
/// ending. A volume is drawn slice by slice across its slowest axis, the id of slice 12 being `<image>-z-00012`.
public final class FileSimulation {

    private final Simulation simulation;
    private final LabelClasses classes;
    private final Path out;

    private FileSimulation(Simulation simulation, LabelClasses classes, Path out) {
        this.simulation = simulation;
        this.classes = classes;
        this.out = out;
    }

    /// @param spec  its target and classes drawn are labels of the files
    /// @param given the number of labels, 0 on, where it is known; else those that occur
    /// @return what was written, annotator by annotator: a file each, or a folder each
    /// @throws consilium.kernel.problem.ProblemException `BadInput`, or `SpecInvalid` for annotators that cannot draw these
    public static List<Path> run(Path truth, AnnotationsSpec spec, long seed, Optional<Integer> given, Path out) {
        MapFiles files = MapFiles.of(truth);
        LabelClasses classes = given.map(LabelClasses::first).orElseGet(() -> occurring(files, spec));
        Simulation simulation = new Simulation(byClass(spec, classes), seed);
        simulation.misfit(classes.size()).ifPresent(why -> {
            throw new Problem.SpecInvalid("simulation", List.of(new Violation("", why))).toException();
        });
        FileSimulation run = new FileSimulation(simulation, classes, out);
        TreeSet<Path> written = new TreeSet<>();
        List<Path> inOrder = new ArrayList<>();
        for (Map.Entry<String, Path> each : files.byCase().entrySet()) {
            for (Path target : run.draw(files, each.getValue())) {
                Path told = files.folder() ? target.getParent() : target;
                if (written.add(told)) {
                    inOrder.add(told);
                }
            }
        }
        return inOrder;
    }

    /// A matrix says how many classes there are.
    private static LabelClasses occurring(MapFiles files, AnnotationsSpec spec) {
        Optional<Integer> said = spec.simulated().stream()
                .filter(AnnotatorSpec.Confusion.class::isInstance)
                .map(annotator -> ((AnnotatorSpec.Confusion) annotator).matrix().size())
                .findFirst();
        TreeSet<Integer> labels = new TreeSet<>();
        files.byCase().values().forEach(file -> LabelClasses.addOccurring(LabelFile.read(file), labels));
        spec.target().ifPresent(labels::add);
        return said.filter(size -> labels.isEmpty() || labels.last() < size)
                .map(LabelClasses::first)
                .orElseGet(() -> LabelClasses.of(labels));
    }

    /// The spec names labels; the simulation wants classes.
    private static AnnotationsSpec byClass(AnnotationsSpec spec, LabelClasses classes) {
        List<AnnotatorSpec> annotators = spec.simulated().stream()
                .map(annotator -> annotator instanceof AnnotatorSpec.Wrong wrong ? byClass(wrong, classes) : annotator)
                .toList();
        return new AnnotationsSpec(
                spec.recorded(),
                annotators,
                spec.labelsPerImage(),
                spec.target().map(label -> known(label, classes)),
                spec.level());
    }

    private static AnnotatorSpec byClass(AnnotatorSpec.Wrong wrong, LabelClasses classes) {
        return new AnnotatorSpec.Wrong(
                wrong.name(), wrong.fractures(), wrong.thickness(), wrong.amount(),
                wrong.drawnAs().map(label -> known(label, classes)));
    }

    private static int known(int label, LabelClasses classes) {
        if (classes.classOf(label) < 0) {
            throw new Problem.SpecInvalid("simulation", List.of(new Violation("", "no file holds label " + label
                    + "; they hold " + classes.labels() + " (--classes would name more)"))).toException();
        }
        return classes.classOf(label);
    }

    private List<Path> draw(MapFiles files, Path file) {
        LabelFile truth = LabelFile.read(file);
        String image = LabelFile.stem(file);
        byte[] labels = classes.classes(truth);
        List<byte[]> drawn = simulation.annotators().stream().map(each -> new byte[labels.length]).toList();
        IntStream.range(0, truth.grid().depth())
                .parallel()
                .forEach(slice -> draw(image, truth.grid(), labels, slice, drawn));
        List<Path> written = new ArrayList<>();
        for (int annotator = 0; annotator < drawn.size(); annotator++) {
            String name = simulation.annotators().get(annotator).name();
            Path target = files.folder()
                    ? out.resolve(name).resolve(image + truth.ending())
                    : out.resolve(name + truth.ending());
            truth.write(target, classes.labelled(drawn.get(annotator)));
            written.add(target);
        }
        return written;
    }

    private void draw(String image, LabelGrid grid, byte[] labels, int slice, List<byte[]> drawn) {
        int pixels = grid.width() * grid.height();
        int from = slice * pixels;
        LabelMap map = new LabelMap(grid.width(), grid.height(), Arrays.copyOfRange(labels, from, from + pixels));
        String id = grid.depth() == 1 ? image : image + "-z-" + String.format(Locale.ROOT, "%05d", slice);
        Simulation.Sitter sitter = simulation.sitter(id, map);
        for (int annotator = 0; annotator < drawn.size(); annotator++) {
            LabelMap own = sitter.drawnBy(simulation.annotators().get(annotator));
            System.arraycopy(own.labels(), 0, drawn.get(annotator), from, pixels);
        }
    }
}
