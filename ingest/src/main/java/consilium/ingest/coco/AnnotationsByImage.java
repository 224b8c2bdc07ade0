package consilium.ingest.coco;

import consilium.ingest.coco.DrawnAnnotation.Shape;
import consilium.ingest.coco.DrawnAnnotation.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects shapes by image and annotator, in the order in which both first appear.
final class AnnotationsByImage {

    private final String file;
    private final Map<Key, List<Shape>> shapes = new LinkedHashMap<>();

    AnnotationsByImage(String file) {
        this.file = file;
    }

    private record Key(String image, Optional<Size> size, String annotator) {}

    /// The annotator looked at the image, whether or not shapes follow.
    void looked(String image, Optional<Size> size, String annotator) {
        shapes.computeIfAbsent(new Key(image, size, annotator), key -> new ArrayList<>());
    }

    void add(String image, Optional<Size> size, String annotator, Shape shape) {
        shapes.computeIfAbsent(new Key(image, size, annotator), key -> new ArrayList<>()).add(shape);
    }

    List<DrawnAnnotation> build() {
        return shapes.entrySet().stream()
                .map(entry -> new DrawnAnnotation(
                        file, entry.getKey().image(), entry.getKey().size(), entry.getKey().annotator(),
                        entry.getValue()))
                .toList();
    }
}
