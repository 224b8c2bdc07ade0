package consilium.ingest.coco;

/// Where a file says who drew what; COCO and CVAT have no place of their own for it.
public sealed interface AnnotatorSource {

    /// All of the file is by one annotator, who looked at every image in it.
    record WholeFile(String annotator) implements AnnotatorSource {}

    /// Each annotation names its annotator in a field or attribute, and an annotator looked at an image where they have
    /// an annotation on it.
    record Field(String name) implements AnnotatorSource {}
}
