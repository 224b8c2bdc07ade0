package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Shape;
import consilium.ingest.coco.DrawnAnnotation.Size;
import consilium.ingest.coco.Region.Polygon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads COCO's object instances: polygons, run lengths as numbers and run lengths as text.
///
/// Source: the COCO data format's description, "object detection".
public final class CocoJson {

    private final Tree root;
    private final AnnotatorSource annotators;
    private final AnnotationsByImage read;
    private final Map<String, Image> images = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();

    private CocoJson(Tree root, AnnotatorSource annotators) {
        this.root = root;
        this.annotators = annotators;
        this.read = new AnnotationsByImage(root.file());
    }

    private record Image(String name, Size size) {}

    /// @param file     its name, for messages
    /// @param document as a JSON parser gives it
    /// @throws consilium.kernel.problem.ProblemException `BadInput` naming the field and what would be right
    public static Export read(String file, @Nullable Object document, AnnotatorSource annotators) {
        return new CocoJson(Tree.of(file, document), annotators).read();
    }

    private Export read() {
        root.field("images").list().forEach(this::readImage);
        root.field("categories").list().forEach(this::readCategory);
        root.field("annotations").list().forEach(this::readAnnotation);
        return new Export(read.build(), new TreeMap<>());
    }

    private void readImage(Tree image) {
        String id = image.field("id").id();
        Image known = new Image(
                image.field("file_name").text(),
                new Size(image.field("width").size(), image.field("height").size()));
        if (images.put(id, known) != null) {
            throw image.refuse("image id " + id + " is there twice; each image may come once");
        }
        if (annotators instanceof AnnotatorSource.WholeFile whole) {
            read.looked(known.name(), Optional.of(known.size()), whole.annotator());
        }
    }

    private void readCategory(Tree category) {
        String id = category.field("id").id();
        if (labels.put(id, category.field("name").text()) != null) {
            throw category.refuse("category id " + id + " is there twice");
        }
    }

    private void readAnnotation(Tree annotation) {
        Image image = find(images, annotation.field("image_id"), "image");
        String label = find(labels, annotation.field("category_id"), "category");
        Region region = region(annotation.field("segmentation"), image.size());
        read.add(image.name(), Optional.of(image.size()), annotator(annotation), new Shape(label, 0, region));
    }

    private static <T> T find(Map<String, T> known, Tree id, String what) {
        T found = known.get(id.id());
        if (found == null) {
            throw id.refuse("no " + what + " has the id " + id.id());
        }
        return found;
    }

    private String annotator(Tree annotation) {
        return switch (annotators) {
            case AnnotatorSource.WholeFile(String annotator) -> annotator;
            case AnnotatorSource.Field(String name) -> annotation.find(name)
                    .or(() -> annotation.find("attributes").flatMap(attributes -> attributes.find(name)))
                    .orElseThrow(() -> annotation.refuse("must name its annotator in \"" + name + "\" or in"
                            + " \"attributes." + name + "\""))
                    .id();
        };
    }

    private static Region region(Tree segmentation, Size size) {
        return segmentation.isList() ? polygons(segmentation, size) : runs(segmentation, size);
    }

    private static Region polygons(Tree segmentation, Size size) {
        List<Polygon> polygons = new ArrayList<>();
        for (Tree polygon : segmentation.list()) {
            List<Tree> numbers = polygon.list();
            double[] coordinates = new double[numbers.size()];
            for (int index = 0; index < coordinates.length; index++) {
                int extent = index % 2 == 0 ? size.width() : size.height();
                coordinates[index] = coordinate(numbers.get(index), numbers.get(index).number(), extent);
            }
            polygons.add(checked(polygon, () -> new Polygon(coordinates)));
        }
        if (polygons.isEmpty()) {
            throw segmentation.refuse("must have at least one polygon; boxes alone are no segmentation");
        }
        return new Region.Polygons(polygons);
    }

    private static Region runs(Tree segmentation, Size size) {
        List<Tree> stated = segmentation.field("size").list();
        if (stated.size() != 2 || stated.get(0).whole() != size.height() || stated.get(1).whole() != size.width()) {
            throw segmentation.refuse("must have the image's size, [height, width] = [" + size.height() + ", "
                    + size.width() + "]");
        }
        Tree counts = segmentation.field("counts");
        return new Region.ColumnRuns(checked(
                counts, () -> counts.isText() ? CocoRuns.unpack(counts.text(), size) : numbers(counts, size)));
    }

    private static Runs numbers(Tree counts, Size size) {
        RunsBuilder runs = new RunsBuilder(size.pixels());
        counts.list().forEach(count -> runs.add(count.whole()));
        return runs.build();
    }

    /// Corners may lie outside the image, but by no more than its own size.
    static double coordinate(Tree place, double coordinate, int extent) {
        if (coordinate < -extent || coordinate > 2.0 * extent) {
            throw place.refuse("must lie in the image, 0 to " + extent + ", was " + coordinate);
        }
        return coordinate;
    }

    static <T> T checked(Tree place, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw place.refuse(String.valueOf(e.getMessage())).problem().toException(e);
        }
    }
}
