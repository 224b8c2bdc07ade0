package consilium.ingest;

import consilium.kernel.dataset.Item;
import java.util.List;

/// What a data set holds, known before any pixel is written.
///
/// @param classes    labels in use, background included
/// @param truth      whether the true label maps are known
/// @param annotators whose recorded label maps come with the images, in order
record Listing(
        List<Item> items, int classes, int channels, int height, int width, boolean truth, List<String> annotators) {

    Listing {
        items = List.copyOf(items);
        annotators = List.copyOf(annotators);
    }
}
