package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Shape;
import consilium.ingest.coco.DrawnAnnotation.Size;
import consilium.ingest.coco.Region.Polygon;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.XmlReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Reads "CVAT for images 1.1": polygons and masks; a shape of a higher `z_order` covers those below it.
///
/// Source: CVAT's documentation of its XML annotation format, version 1.1.
public final class CvatXml {

    private final XmlReader xml;
    private final Optional<AnnotatorSource> annotators;
    private final AnnotationsByImage read;
    private final Set<String> images = new HashSet<>();
    private final SortedMap<String, Integer> passedOver = new TreeMap<>();
    private String assignee = "";

    private CvatXml(String file, XmlReader xml, Optional<AnnotatorSource> annotators) {
        this.xml = xml;
        this.annotators = annotators;
        this.read = new AnnotationsByImage(file);
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` with line and column and what would be right
    public static Export read(ByteSource source, AnnotatorSource annotators) {
        return read(source, Optional.of(annotators));
    }

    /// A file of one job or task, whose assignee drew all of it.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput`, also when the file names no assignee
    public static Export readByAssignee(ByteSource source) {
        return read(source, Optional.empty());
    }

    private static Export read(ByteSource source, Optional<AnnotatorSource> annotators) {
        try (XmlReader xml = XmlReader.open(source)) {
            return new CvatXml(source.name(), xml, annotators).read();
        }
    }

    private Export read() {
        if (!xml.element().equals("annotations")) {
            throw xml.refuse("is no CVAT export; the root element must be annotations, was " + xml.element());
        }
        xml.children(child -> {
            switch (child) {
                case "meta" -> readMeta();
                case "image" -> readImage();
                case "track" -> throw xml.refuse("is an export for video; export as \"CVAT for images 1.1\"");
                default -> {
                }
            }
        });
        xml.end();
        return new Export(read.build(), passedOver);
    }

    private void readMeta() {
        xml.children(part -> {
            if (part.equals("task") || part.equals("job")) {
                xml.children(child -> {
                    if (child.equals("assignee")) {
                        readAssignee();
                    }
                });
            }
        });
    }

    private void readAssignee() {
        xml.children(child -> {
            if (child.equals("username")) {
                assignee = xml.text();
            }
        });
    }

    private void readImage() {
        String name = required("name");
        Size size = checked(() -> new Size(whole(required("width")), whole(required("height"))));
        if (!images.add(name)) {
            throw xml.refuse("image " + name + " is there twice; each image may come once");
        }
        wholeFileAnnotator().ifPresent(annotator -> read.looked(name, Optional.of(size), annotator));
        xml.children(kind -> {
            switch (kind) {
                case "polygon" -> addShape(name, size, polygon(size));
                case "mask" -> addShape(name, size, mask(size));
                default -> passedOver.merge(kind, 1, Integer::sum);
            }
        });
    }

    private Optional<String> wholeFileAnnotator() {
        if (annotators.isEmpty()) {
            if (assignee.isEmpty()) {
                throw xml.refuse("the file must name its annotator as assignee before the first image");
            }
            return Optional.of(assignee);
        }
        return switch (annotators.get()) {
            case AnnotatorSource.WholeFile(String annotator) -> Optional.of(annotator);
            case AnnotatorSource.Field(String name) -> Optional.empty();
        };
    }

    private void addShape(String image, Size size, Region region) {
        Shape shape = new Shape(required("label"), xml.attribute("z_order").map(this::whole).orElse(0), region);
        Map<String, String> attributes = attributes();
        String annotator = wholeFileAnnotator().orElseGet(() -> annotator(attributes));
        read.add(image, Optional.of(size), annotator, shape);
    }

    private String annotator(Map<String, String> attributes) {
        String field = ((AnnotatorSource.Field) annotators.orElseThrow()).name();
        String annotator = attributes.getOrDefault(field, "");
        if (annotator.isEmpty()) {
            throw xml.refuse("the shape must name its annotator in the attribute \"" + field + "\"");
        }
        return annotator;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        xml.children(child -> {
            if (child.equals("attribute")) {
                String name = required("name");
                attributes.put(name, xml.text());
            }
        });
        return attributes;
    }

    private Region polygon(Size size) {
        String[] corners = required("points").split(";", -1);
        double[] coordinates = new double[2 * corners.length];
        for (int index = 0; index < corners.length; index++) {
            String[] corner = corners[index].split(",", -1);
            if (corner.length != 2) {
                throw xml.refuse("corner " + (index + 1) + " must be x,y");
            }
            coordinates[2 * index] = coordinate(corner[0], size.width());
            coordinates[2 * index + 1] = coordinate(corner[1], size.height());
        }
        return new Region.Polygons(List.of(checked(() -> new Polygon(coordinates))));
    }

    private double coordinate(String text, int extent) {
        double coordinate = xml.number("a coordinate", text.strip());
        if (coordinate < -extent || coordinate > 2.0 * extent) {
            throw xml.refuse("a coordinate must lie in the image, 0 to " + extent + ", was " + coordinate);
        }
        return coordinate;
    }

    private Region mask(Size size) {
        Size box = checked(() -> new Size(whole(required("width")), whole(required("height"))));
        int left = whole(required("left"));
        int top = whole(required("top"));
        if (left < 0 || top < 0 || box.width() > size.width() - left || box.height() > size.height() - top) {
            throw xml.refuse("a mask of " + box + " pixels at (" + left + ", " + top + ") must lie in the image of "
                    + size);
        }
        String[] counts = required("rle").split(",", -1);
        return checked(() -> {
            RunsBuilder runs = new RunsBuilder(box.pixels());
            for (String count : counts) {
                runs.add(whole(count));
            }
            return new Region.RowRuns(left, top, box, runs.build());
        });
    }

    private int whole(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw xml.refuse("must be a whole number, was \"" + text + "\"").problem().toException(e);
        }
    }

    private String required(String attribute) {
        return xml.attribute(attribute)
                .orElseThrow(() -> xml.refuse("<" + xml.element() + "> must have an attribute " + attribute));
    }

    private <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw xml.refuse(String.valueOf(e.getMessage())).problem().toException(e);
        }
    }
}
