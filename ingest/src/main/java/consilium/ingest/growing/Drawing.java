package consilium.ingest.growing;

import consilium.ingest.UploadedPicture;
import consilium.ingest.coco.AnnotatorSource;
import consilium.ingest.coco.CocoJson;
import consilium.ingest.coco.DrawnAnnotation;
import consilium.kernel.format.About;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A label map in one of the forms in which people send it.
public sealed interface Drawing extends HandedIn.Drawable {

    /// A picture whose values are the labels, 0 to the number of classes less one.
    @About("A PNG (or TIFF) in Base64 whose values are the labels")
    record Png(@About("The file in Base64") String base64) implements Drawing {
        @Override
        public LabelMap draw(String what, int width, int height, List<String> classes) {
            UploadedPicture picture = UploadedPicture.read(what, bytes(what));
            if (picture.width() != width || picture.height() != height) {
                throw new Problem.BadInput(what, "", "the mask is " + picture.width() + " x " + picture.height()
                        + " pixels, the image is " + width + " x " + height + "; they have the same size")
                        .toException();
            }
            return picture.labels(classes.size());
        }

        private byte[] bytes(String what) {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new Problem.BadInput(what, "base64", "is not Base64: " + e.getMessage()).toException(e);
            }
        }
    }

    /// Regions of one label each, later ones covering earlier ones; none: the annotator looked and found nothing.
    @About("Labelled regions as COCO writes them: polygons, or run lengths")
    record Regions(List<LabelledRegion> regions) implements Drawing {

        /// @param segmentation as COCO has it: a list of polygons, each x and y in turn, or run lengths along the columns
        ///                     as `size` (`[height, width]`) and `counts` (numbers, or COCO's text)
        public record LabelledRegion(
                @About("Name of the class") String label,
                @About("As in COCO: polygons, or {size, counts}") Object segmentation) {}

        @Override
        public LabelMap draw(String what, int width, int height, List<String> classes) {
            if (regions.isEmpty()) {
                return LabelMap.background(width, height);
            }
            List<DrawnAnnotation> drawn = CocoJson.read(
                    what, document(what, width, height, classes), new AnnotatorSource.WholeFile("")).annotations();
            return drawn.getFirst().draw(width, height, labels(classes));
        }

        private Map<String, Object> document(String what, int width, int height, List<String> classes) {
            List<Object> annotations = new ArrayList<>();
            for (LabelledRegion region : regions) {
                int category = classes.indexOf(region.label());
                if (category < 0) {
                    throw new Problem.BadInput(what, "regions[" + annotations.size() + "].label",
                            "\"" + region.label() + "\" is no class; the classes are " + String.join(", ", classes))
                            .toException();
                }
                annotations.add(
                        Map.of("image_id", 1, "category_id", category, "segmentation", region.segmentation()));
            }
            List<Object> categories = new ArrayList<>();
            classes.forEach(name -> categories.add(Map.of("id", categories.size(), "name", name)));
            return Map.of(
                    "images", List.of(Map.of("id", 1, "file_name", what, "width", width, "height", height)),
                    "categories", categories,
                    "annotations", annotations);
        }
    }

    /// Labels by the names of their classes.
    static Map<String, Integer> labels(List<String> classes) {
        Map<String, Integer> labels = new LinkedHashMap<>();
        classes.forEach(name -> labels.put(name, labels.size()));
        return labels;
    }
}
