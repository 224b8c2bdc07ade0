package consilium.ingest.coco;

import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one annotator drew on one image.
///
/// @param file      where it was read from, for messages
/// @param image     the image's name as the file gives it
/// @param size      of the image, where the file says it
/// @param annotator as the file names them
/// @param shapes    none when the annotator looked and found nothing
public record DrawnAnnotation(
        String file, String image, Optional<Size> size, String annotator, List<Shape> shapes) {

    private static final int LARGEST_LABEL = 255;

    public DrawnAnnotation {
        shapes = shapes.stream().sorted(Comparator.comparingInt(Shape::order)).toList();
    }

    /// In pixels.
    public record Size(int width, int height) {
        public Size {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "width and height must be at least 1, were " + width + " x " + height);
            }
        }

        long pixels() {
            return (long) width * height;
        }

        @Override
        public String toString() {
            return width + " x " + height;
        }
    }

    /// A region with its label.
    ///
    /// @param label the class's name
    /// @param order what is drawn later covers what is drawn earlier; among equals the file's order counts
    public record Shape(String label, int order, Region region) {}

    /// The label map; later shapes cover earlier ones.
    ///
    /// @param width   of the real image, which the file's must equal
    /// @param classes labels by name, 1 to 255 for what is drawn
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for another size or a name that is no class
    public LabelMap draw(int width, int height, Map<String, Integer> classes) {
        Size real = new Size(width, height);
        if (size.isPresent() && !size.get().equals(real)) {
            throw refuse("was drawn on " + size.get() + " pixels, the image has " + real);
        }
        byte[] labels = new byte[Math.multiplyExact(width, height)];
        for (Shape shape : shapes) {
            shape.region().paint(labels, real, (byte) label(shape, classes));
        }
        return new LabelMap(width, height, labels);
    }

    private int label(Shape shape, Map<String, Integer> classes) {
        Integer label = classes.get(shape.label());
        if (label == null) {
            throw refuse("label \"" + shape.label() + "\" is no class; the classes are "
                    + String.join(", ", classes.keySet().stream().sorted().toList()));
        }
        if (label < 0 || label > LARGEST_LABEL) {
            throw refuse("label \"" + shape.label() + "\" must stand for 0 to " + LARGEST_LABEL + ", was " + label);
        }
        return label;
    }

    private RuntimeException refuse(String why) {
        return new Problem.BadInput(file, "image " + image + ", annotator " + annotator, why).toException();
    }
}
