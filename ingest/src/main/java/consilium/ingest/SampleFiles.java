package consilium.ingest;

import consilium.ingest.source.ByteSource;
import consilium.kernel.dataset.Item;
import java.util.List;
import java.util.Optional;

/// The files of one image.
///
/// @param annotations one per annotator, in the spec's order; empty where the annotator did not look
record SampleFiles(
        Item item, ByteSource image, Optional<ByteSource> truth, List<Optional<ByteSource>> annotations) {

    SampleFiles {
        annotations = List.copyOf(annotations);
    }

    String id() {
        return item.id();
    }

    String caseId() {
        return item.caseId();
    }

    SampleFiles with(List<Optional<ByteSource>> kept) {
        return new SampleFiles(item, image, truth, kept);
    }
}
