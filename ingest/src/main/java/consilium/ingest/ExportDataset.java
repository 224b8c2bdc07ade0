package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.coco.AnnotatorSource;
import consilium.ingest.coco.CocoJson;
import consilium.ingest.coco.CvatXml;
import consilium.ingest.coco.DrawnAnnotation;
import consilium.ingest.coco.Export;
import consilium.ingest.coco.LabelStudioJson;
import consilium.ingest.prepare.Preprocessing;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.JsonText;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec.AnnotationExports;
import consilium.kernel.spec.DatasetSpec.AnnotationExports.ToolAnnotator;
import consilium.kernel.spec.ExportSpec;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Images in a folder or a zip, and what annotators drew on them in COCO, Label Studio and CVAT.
///
/// The shapes of an export are in memory, the images and label maps are not.
final class ExportDataset {

    private final AnnotationExports spec;
    private final DataRoot root;
    private final SourceTree tree;
    private final Skips skips;
    private final NamedImages images;
    private final Map<Drawn, DrawnAnnotation> drawn = new HashMap<>();
    private final SortedMap<String, Integer> passedOver = new TreeMap<>();

    /// Who drew on which image, by its path.
    private record Drawn(String image, String annotator) {}

    private ExportDataset(AnnotationExports spec, DataRoot root, SourceTree tree) {
        this.spec = spec;
        this.root = root;
        this.tree = tree;
        this.skips = new Skips(spec.onBadInput(), tree.path());
        this.images = new NamedImages(tree);
    }

    /// @throws ProblemException `BadInput` for a file that is not what it should be
    static Dataset open(AnnotationExports spec, DataRoot root, CaseSplit split) {
        SourceTree tree = SourceTree.open(root.folderOrZip(spec.images()), ImageFile::isOne);
        try {
            return new ExportDataset(spec, root, tree).dataset(split);
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    static Digest sources(AnnotationExports spec, DataRoot root) {
        FileDigests digests = new FileDigests();
        boolean lenient = new Skips(spec.onBadInput(), root.root()).allowed();
        SourceTree.digest(digests, "images", root.folderOrZip(spec.images()), ImageFile::isOne, lenient);
        for (int index = 0; index < spec.exports().size(); index++) {
            digests.add("export " + index, root.file(spec.exports().get(index).file()));
        }
        return digests.digest();
    }

    private Dataset dataset(CaseSplit split) {
        spec.exports().forEach(export -> read(export).forEach(this::add));
        Map<String, String> cases = new TreeMap<>();
        images.paths().forEach((id, path) -> cases.put(id, caseOf(id)));
        Map<String, Split> splits = split.draw(
                tree.path().toString(), cases.values(), spec.split().validation(), spec.split().test());
        List<ImageSource> sources = new ArrayList<>();
        cases.forEach((id, of) -> sources.add(source(new Item(id, of, splits.getOrDefault(of, Split.TRAIN)))));
        return new ImageDataset(
                tree.path().toString(),
                sources,
                1 + spec.classMap().values().stream().mapToInt(Integer::intValue).max().orElseThrow(),
                new SampleReader(spec.recordedAnnotators(), spec.blankMeans()),
                new Preprocessing(spec.preprocessing()),
                skips)
                .over(tree)
                .passingOver(passedOver);
    }

    private ImageSource source(Item item) {
        String path = images.paths().getOrDefault(item.id(), "");
        ByteSource file = tree.files().getOrDefault(path, ByteSource.of(path, new byte[0]));
        List<Optional<MapSource>> maps = new ArrayList<>();
        for (ToolAnnotator annotator : spec.annotators()) {
            maps.add(Optional.ofNullable(drawn.get(new Drawn(path, annotator.id())))
                    .map(each -> image -> each.draw(image.width(), image.height(), spec.classMap())));
        }
        return new ImageSource(item, file.name(), () -> FileParts.image(file), Optional.empty(), maps);
    }

    private void add(DrawnAnnotation annotation) {
        try {
            String path = images.find(annotation);
            requireKnown(annotation);
            DrawnAnnotation other = drawn.putIfAbsent(new Drawn(path, annotation.annotator()), annotation);
            if (other != null) {
                throw refuse(annotation, "has annotations by the same annotator in " + other.file()
                        + " already; an annotator draws an image once");
            }
        } catch (ProblemException e) {
            skips.add(Skip.annotation(annotation.image(), annotation.annotator(), e));
        }
    }

    private void requireKnown(DrawnAnnotation annotation) {
        if (spec.annotators().stream().noneMatch(each -> each.id().equals(annotation.annotator()))) {
            throw refuse(annotation, "annotator \"" + annotation.annotator() + "\" is not known; the spec's annotators"
                    + " have the ids "
                    + String.join(", ", new TreeSet<>(spec.annotators().stream().map(ToolAnnotator::id).toList())));
        }
    }

    private String caseOf(String id) {
        if (spec.caseFolders() == 0) {
            return id;
        }
        int end = -1;
        for (int folder = 0; folder < spec.caseFolders(); folder++) {
            end = id.indexOf('/', end + 1);
            if (end < 0) {
                throw Refusal.of(tree.path(), "image " + id, "the spec's caseFolders says that " + spec.caseFolders()
                        + " leading folders name its case; it has " + folder);
            }
        }
        return id.substring(0, end);
    }

    private List<DrawnAnnotation> read(ExportSpec spec) {
        Path file = root.file(spec.file());
        try {
            Export export = switch (spec) {
                case ExportSpec.Coco coco -> CocoJson.read(
                        file.toString(), json(file),
                        source(coco.annotator(), coco.annotatorField()).orElseThrow());
                case ExportSpec.LabelStudio studio ->
                    LabelStudioJson.read(file.toString(), json(file), studio.imageField());
                case ExportSpec.Cvat cvat -> source(cvat.annotator(), cvat.annotatorField())
                        .map(source -> CvatXml.read(ByteSource.of(file), source))
                        .orElseGet(() -> CvatXml.readByAssignee(ByteSource.of(file)));
            };
            export.passedOver().forEach((kind, count) -> passedOver.merge(kind, count, Integer::sum));
            return export.annotations();
        } catch (ProblemException e) {
            skips.add(new Skip(file.getFileName().toString(), "export", e));
            return List.of();
        }
    }

    private static Optional<AnnotatorSource> source(Optional<String> annotator, Optional<String> field) {
        return annotator.<AnnotatorSource>map(AnnotatorSource.WholeFile::new)
                .or(() -> field.map(AnnotatorSource.Field::new));
    }

    /// @throws ProblemException `BadInput` when it is none
    static @Nullable Object json(Path file) {
        try {
            return JsonText.read(Files.readString(file), file.toString());
        } catch (MalformedInputException e) {
            throw Refusal.unreadable(file, new IOException("it is no UTF-8 text", e));
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        } catch (OutOfMemoryError e) {
            throw Refusal.of(file, "is too large to be read as one document");
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.Unreadable(String what, String position, String why)) {
                throw new Problem.BadInput(file.toString(), position, "is no JSON: "
                        + (why.length() > 120 ? why.substring(0, 117) + "..." : why)).toException(e);
            }
            throw e;
        }
    }

    private static ProblemException refuse(DrawnAnnotation annotation, String why) {
        return Refusal.of(annotation.file(), "image " + annotation.image(), why);
    }
}
