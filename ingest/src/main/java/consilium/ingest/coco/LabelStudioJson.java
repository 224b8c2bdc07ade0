package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Shape;
import consilium.ingest.coco.DrawnAnnotation.Size;
import consilium.ingest.coco.Region.Polygon;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads Label Studio's JSON export: brushes and polygons of any number of annotators per task.
///
/// An annotation without regions says that its annotator found nothing; one that was skipped (`was_cancelled`) is as if
/// it were not there, and so are predictions.
///
/// Source: Label Studio's documentation of its task format and of the tags BrushLabels and PolygonLabels.
public final class LabelStudioJson {

    private static final double PERCENT = 100;

    private final Tree root;
    private final String imageField;
    private final AnnotationsByImage read;
    private final SortedMap<String, Integer> passedOver = new TreeMap<>();

    private LabelStudioJson(Tree root, String imageField) {
        this.root = root;
        this.imageField = imageField;
        this.read = new AnnotationsByImage(root.file());
    }

    /// @param file       its name, for messages
    /// @param document   as a JSON parser gives it
    /// @param imageField the field of a task's `data` that names its image, `image` in the documentation
    /// @throws consilium.kernel.problem.ProblemException `BadInput` naming the field and what would be right
    public static Export read(String file, @Nullable Object document, String imageField) {
        return new LabelStudioJson(Tree.of(file, document), imageField).read();
    }

    private Export read() {
        root.list().forEach(this::readTask);
        return new Export(read.build(), passedOver);
    }

    private void readTask(Tree task) {
        String image = task.field("data").field(imageField).text();
        for (Tree annotation : task.field("annotations").list()) {
            if (annotation.find("was_cancelled").filter(Tree::isTrue).isPresent()) {
                passOver("skipped");
            } else {
                readAnnotation(image, annotation);
            }
        }
    }

    private void readAnnotation(String image, Tree annotation) {
        String annotator = annotator(annotation.field("completed_by"));
        List<Tree> results = annotation.field("result").list();
        Optional<Size> size = results.stream()
                .filter(result -> result.find("original_width").isPresent())
                .findFirst()
                .map(LabelStudioJson::size);
        read.looked(image, size, annotator);
        for (Tree result : results) {
            readResult(image, size, annotator, result);
        }
    }

    private void readResult(String image, Optional<Size> size, String annotator, Tree result) {
        String type = result.field("type").text();
        if (!type.equals("brushlabels") && !type.equals("polygonlabels") && !type.equals("labels")) {
            passOver(type);
            return;
        }
        Size own = size(result);
        if (size.isPresent() && !size.get().equals(own)) {
            throw result.refuse("was drawn on " + own + " pixels, others of the same image on " + size.get());
        }
        if (result.find("image_rotation").filter(rotation -> rotation.number() != 0).isPresent()) {
            throw result.refuse("was drawn on a rotated image; image_rotation must be 0");
        }
        Tree value = result.field("value");
        Optional<Region> region = region(value, own);
        if (region.isEmpty()) {
            passOver(type);
            return;
        }
        read.add(image, size, annotator, new Shape(label(value.field(type)), 0, region.get()));
    }

    private static Optional<Region> region(Tree value, Size size) {
        Optional<Tree> brush = value.find("rle");
        if (brush.isPresent()) {
            return Optional.of(brush(brush.get(), size));
        }
        return value.find("points").map(points -> polygon(value, points, size));
    }

    private static Region brush(Tree rle, Size size) {
        List<Tree> numbers = rle.list();
        byte[] packed = new byte[numbers.size()];
        for (int index = 0; index < packed.length; index++) {
            long number = numbers.get(index).whole();
            if (number < 0 || number > 255) {
                throw numbers.get(index).refuse("must be a byte, 0 to 255, was " + number);
            }
            packed[index] = (byte) number;
        }
        return CocoJson.checked(rle, () -> new Region.RowRuns(0, 0, size, BrushRuns.unpack(packed, size)));
    }

    private static Region polygon(Tree value, Tree points, Size size) {
        if (value.find("closed").filter(closed -> !closed.isTrue()).isPresent()) {
            throw value.refuse("the polygon must be closed");
        }
        List<Tree> corners = points.list();
        double[] coordinates = new double[2 * corners.size()];
        for (int index = 0; index < corners.size(); index++) {
            List<Tree> corner = corners.get(index).list();
            if (corner.size() != 2) {
                throw corners.get(index).refuse("must be [x, y] in percent of the image");
            }
            coordinates[2 * index] = pixels(corner.get(0), size.width());
            coordinates[2 * index + 1] = pixels(corner.get(1), size.height());
        }
        return new Region.Polygons(List.of(CocoJson.checked(points, () -> new Polygon(coordinates))));
    }

    private static double pixels(Tree percent, int extent) {
        return CocoJson.coordinate(percent, percent.number() / PERCENT * extent, extent);
    }

    private static String label(Tree labels) {
        List<Tree> list = labels.list();
        if (list.size() != 1) {
            throw labels.refuse("a region must have one label, has " + list.size());
        }
        return list.getFirst().text();
    }

    private static Size size(Tree result) {
        return new Size(result.field("original_width").size(), result.field("original_height").size());
    }

    private static String annotator(Tree completedBy) {
        return completedBy.isMap()
                ? completedBy.find("email").orElseGet(() -> completedBy.field("id")).id()
                : completedBy.id();
    }

    private void passOver(String kind) {
        passedOver.merge(kind, 1, Integer::sum);
    }
}
