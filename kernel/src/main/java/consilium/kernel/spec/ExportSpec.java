package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.Optional;

/// A file that an annotation tool exported, and where it says who drew what.
@About("A file that an annotation tool exported.")
public sealed interface ExportSpec {

    String file();

    /// COCO object instances: polygons and run lengths. The format has no place for the annotator: either the whole file is
    /// by one, who looked at every image in it, or each annotation names its own in a field or attribute.
    @About("COCO JSON: polygons and run lengths; by one annotator, or each annotation names its own.")
    record Coco(
            String file,
            @About("The tool's id of the annotator of the whole file") Optional<String> annotator,
            @About("Field or attribute of an annotation that holds its annotator's id") Optional<String> annotatorField)
            implements ExportSpec {
        public Coco {
            if (annotator.isPresent() == annotatorField.isPresent()) {
                throw new IllegalArgumentException("one of annotator and annotatorField must be given");
            }
        }
    }

    /// Label Studio's JSON: brushes and polygons of any number of annotators per task.
    ///
    /// @param imageField the field of a task's `data` that names the image
    @About("Label Studio JSON: brushes and polygons; annotators are known by mail address or number.")
    record LabelStudio(
            String file,
            @About("Field of a task's data that names its image") @Default("image") String imageField)
            implements ExportSpec {}

    /// "CVAT for images 1.1": polygons and masks. Where neither is given, all is by the assignee the file names.
    @About("CVAT for images 1.1: polygons and masks; by the assignee, one annotator, or as an attribute says.")
    record Cvat(
            String file,
            @About("The tool's id of the annotator of the whole file") Optional<String> annotator,
            @About("Attribute of a shape that holds its annotator's id") Optional<String> annotatorField)
            implements ExportSpec {
        public Cvat {
            if (annotator.isPresent() && annotatorField.isPresent()) {
                throw new IllegalArgumentException("at most one of annotator and annotatorField may be given");
            }
        }
    }
}
