package consilium.ingest.growing;

import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What counted in a data set at one version.
///
/// @param images those with an annotation that counts, in the order in which they were registered
public record Snapshot(DatasetDefinition definition, long version, List<Image> images) {

    public Snapshot {
        images = List.copyOf(images);
    }

    /// @param pixels      where the image lies
    /// @param truth       where its true label map lies, where the data set has them
    /// @param annotations those that count, by annotator
    public record Image(
            String id, String caseId, Place pixels, Optional<Place> truth, List<Annotation> annotations) {
        public Image {
            annotations = List.copyOf(annotations);
        }
    }

    /// One image's place in an artefact of images, or one label map's in one of truths.
    public record Place(Digest artefact, int index) {}

    /// @param version of its record
    /// @param labels  the artefact that holds the label map
    public record Annotation(String annotator, long version, Digest labels) {}

    /// Everybody whose annotation counts, by name.
    public List<String> annotators() {
        TreeSet<String> names = new TreeSet<>();
        images.forEach(image -> image.annotations().forEach(annotation -> names.add(annotation.annotator())));
        return List.copyOf(names);
    }

    /// Which annotations count, image by image: what a run writes down of what it saw.
    public List<Object> records() {
        List<Object> rows = new ArrayList<>();
        for (Image image : images) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("image", image.id());
            row.put("annotations", image.annotations().stream().map(Snapshot::row).toList());
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> row(Annotation annotation) {
        return Map.of(
                "annotator", annotation.annotator(),
                "version", annotation.version(),
                "labels", annotation.labels().hex());
    }

    /// All that is read when this is ingested, as a tree: its digest stands in the recipe.
    Map<String, Object> sources() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("classes", definition.classes());
        tree.put("records", records());
        tree.put("images", images.stream().map(Snapshot::places).toList());
        return tree;
    }

    private static Map<String, Object> places(Image image) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", image.id());
        row.put("case", image.caseId());
        row.put("pixels", place(image.pixels()));
        image.truth().ifPresent(truth -> row.put("truth", place(truth)));
        return row;
    }

    private static String place(Place place) {
        return place.artefact().hex() + "/" + place.index();
    }
}
