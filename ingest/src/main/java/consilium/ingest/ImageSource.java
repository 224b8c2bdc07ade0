package consilium.ingest;

import consilium.ingest.prepare.Image;
import consilium.kernel.dataset.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An image and its label maps, each read when asked for and from any thread: the one thing that every format makes.
///
/// @param name        what messages call the image, such as its path
/// @param image       throws `BadInput` when it cannot be used
/// @param truth       where it is known
/// @param annotations one per annotator, in the spec's order; empty where the annotator did not look
record ImageSource(
        Item item, String name, Supplier<Image> image, Optional<MapSource> truth,
        List<Optional<MapSource>> annotations) {

    ImageSource {
        annotations = List.copyOf(annotations);
    }

    String id() {
        return item.id();
    }

    String caseId() {
        return item.caseId();
    }

    /// The name without the folders it lies in.
    String shortName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
    }

    ImageSource with(List<Optional<MapSource>> kept) {
        return new ImageSource(item, name, image, truth, kept);
    }
}
