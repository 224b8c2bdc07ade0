package consilium.standalone.files;

import consilium.fuse.AnnotatorReport;
import consilium.fuse.Estimate;
import consilium.fuse.Fused;
import consilium.fuse.Fusion;
import consilium.fuse.VotePool;
import consilium.fuse.Votes;
import consilium.ingest.labels.LabelFile;
import consilium.ingest.labels.LabelGrid;
import consilium.ingest.labels.Precision;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.FusionSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Fuses the label maps of several annotators into one per image, as the fuse stage does: the same science on files.
///
/// Of one image, `fused`, `probabilities` and `reliability.json` are written to the folder; of several, `fused/<image>`,
/// `probabilities/<image>`, `reliability.json` over all of them and, unless one estimate serves all,
/// `reliability/<image>.json`. A volume is one image; by methods that know neighbours in the plane, its slices are
/// fused one by one.
public final class FileFusion {

    private static final String RELIABILITY = "reliability.json";

    private final FusionSpec method;
    private final AnnotatorFiles annotators;
    private final LabelClasses classes;
    private final Optional<Precision> precision;
    private final Path out;
    private final AnnotatorReport report;
    /// Of one image, what has been read of it already.
    private final Optional<List<Optional<LabelFile>>> only;

    private FileFusion(
            FusionSpec method,
            AnnotatorFiles annotators,
            LabelClasses classes,
            Optional<List<Optional<LabelFile>>> only,
            Optional<Precision> precision,
            Path out) {
        this.method = method;
        this.annotators = annotators;
        this.classes = classes;
        this.only = only;
        this.precision = precision;
        this.out = out;
        this.report = new AnnotatorReport(annotators.names(), classes.size());
    }

    /// @param given     the number of labels, 0 on, where it is known; else those that occur
    /// @param precision of the probabilities; left out, none are written
    /// @return the fused maps' files
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for files that do not fit, `TooLarge`
    public static List<Path> run(
            FusionSpec method,
            AnnotatorFiles annotators,
            Optional<Integer> given,
            Optional<Precision> precision,
            Path out) {
        List<String> cases = annotators.cases();
        Optional<List<Optional<LabelFile>>> only =
                cases.size() == 1 ? Optional.of(annotators.read(cases.getFirst())) : Optional.empty();
        LabelClasses classes = given.map(LabelClasses::first).orElseGet(() -> occurring(method, annotators, only));
        FusionSpec ordered = method instanceof FusionSpec.HierarchicalVote vote ? ordered(vote, classes) : method;
        return new FileFusion(ordered, annotators, classes, only, precision, out).fuse(cases);
    }

    private static LabelClasses occurring(
            FusionSpec method, AnnotatorFiles annotators, Optional<List<Optional<LabelFile>>> only) {
        TreeSet<Integer> labels = new TreeSet<>();
        if (method instanceof FusionSpec.HierarchicalVote vote) {
            labels.addAll(vote.order());
        }
        List<String> cases = only.isPresent() ? List.of() : annotators.cases();
        only.ifPresent(maps -> addAll(maps, labels));
        cases.forEach(named -> addAll(annotators.read(named), labels));
        return LabelClasses.of(labels);
    }

    private static void addAll(List<Optional<LabelFile>> maps, TreeSet<Integer> labels) {
        maps.stream().flatMap(Optional::stream).forEach(map -> LabelClasses.addOccurring(map, labels));
    }

    /// The order names the files' labels; the vote wants classes.
    private static FusionSpec ordered(FusionSpec.HierarchicalVote vote, LabelClasses classes) {
        for (int label : classes.labels()) {
            if (label > 0 && !vote.order().contains(label)) {
                throw new Problem.BadInput(
                        "--labels", "", "label " + label + " lies in no region: the order is " + vote.order()
                                + "; name every label but 0, outermost first, such as --set order=[2,1,4]")
                        .toException();
            }
        }
        List<Integer> order = vote.order().stream()
                .map(classes::classOf)
                .filter(label -> label > 0)
                .toList();
        return new FusionSpec.HierarchicalVote(order, vote.halfSuffices());
    }

    private List<Path> fuse(List<String> cases) {
        Optional<Estimate> pooled = method instanceof FusionSpec.Pooling pooling && pooling.pooled()
                ? Optional.of(pooled(pooling, cases))
                : Optional.empty();
        List<Path> written = new ArrayList<>();
        for (String named : cases) {
            written.add(fuse(named, pooled));
        }
        JsonFile.write(out.resolve(RELIABILITY), report.table());
        return written;
    }

    private Estimate pooled(FusionSpec.Pooling pooling, List<String> cases) {
        VotePool pool = new VotePool(classes.size(), annotators.names().size());
        long pixels = 0;
        for (String named : cases) {
            List<Optional<LabelFile>> maps = maps(named);
            pool.add(new Fusion(votes(maps)));
            pixels += grid(maps).size();
        }
        Estimate estimate = pool.estimate(pooling);
        report.add(estimate, pixels);
        return estimate;
    }

    private List<Optional<LabelFile>> maps(String named) {
        return only.orElseGet(() -> annotators.read(named));
    }

    private Path fuse(String named, Optional<Estimate> pooled) {
        List<Optional<LabelFile>> maps = maps(named);
        LabelFile like = first(maps);
        StackedFusion fused = pooled.isPresent()
                ? new StackedFusion(List.of(new Fusion(votes(maps)).given(pooled.get())))
                : new StackedFusion(alone(maps));
        if (pooled.isEmpty()) {
            tell(named, fused);
        }
        Path target = target("fused", named, like.ending());
        like.write(target, classes.labelled(fused.classes()));
        precision.ifPresent(exact -> like.write(
                target("probabilities", named, like.probabilitiesEnding()), fused, exact));
        return target;
    }

    private Path target(String what, String named, String ending) {
        return annotators.folders() ? out.resolve(what).resolve(named + ending) : out.resolve(what + ending);
    }

    private void tell(String named, StackedFusion fused) {
        AnnotatorReport own = new AnnotatorReport(annotators.names(), classes.size());
        for (Fused slice : fused.slices()) {
            slice.estimate().ifPresent(estimate -> {
                own.add(estimate, slice.pixels());
                report.add(estimate, slice.pixels());
            });
        }
        if (annotators.folders() && fused.slices().getFirst().estimate().isPresent()) {
            JsonFile.write(out.resolve("reliability").resolve(named + ".json"), own.table());
        }
    }

    /// An image by itself, or a volume slice by slice where neighbours count.
    private List<Fused> alone(List<Optional<LabelFile>> maps) {
        LabelGrid grid = grid(maps);
        Fusion.requireFit(method, grid.width(), grid.height(), classes.size());
        if (!Fusion.knowsNeighbours(method) || grid.depth() == 1) {
            return List.of(new Fusion(votes(maps)).fuse(method));
        }
        List<Optional<byte[]>> whole = drawn(maps);
        int pixels = grid.width() * grid.height();
        List<Fused> slices = new ArrayList<>();
        for (int from = 0; from < grid.size(); from += pixels) {
            int start = from;
            List<Optional<byte[]>> slice = whole.stream()
                    .map(map -> map.map(all -> Arrays.copyOfRange(all, start, start + pixels)))
                    .toList();
            slices.add(new Fusion(Votes.ofRows(classes.size(), grid.width(), slice)).fuse(method));
        }
        return slices;
    }

    private Votes votes(List<Optional<LabelFile>> maps) {
        return Votes.ofRows(classes.size(), grid(maps).width(), drawn(maps));
    }

    private List<Optional<byte[]>> drawn(List<Optional<LabelFile>> maps) {
        return maps.parallelStream().map(map -> map.map(classes::classes)).toList();
    }

    private static LabelGrid grid(List<Optional<LabelFile>> maps) {
        return first(maps).grid();
    }

    private static LabelFile first(List<Optional<LabelFile>> maps) {
        return maps.stream().flatMap(Optional::stream).findFirst().orElseThrow();
    }
}
