package consilium.ingest.coco;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything an exported file says.
///
/// @param annotations one per image and annotator, in the file's order
/// @param passedOver  how many things of which kind were in the file that are no regions, such as boxes or choices
public record Export(List<DrawnAnnotation> annotations, SortedMap<String, Integer> passedOver) {

    public Export {
        annotations = List.copyOf(annotations);
        passedOver = new TreeMap<>(passedOver);
    }
}
