package consilium.ingest;

import consilium.ingest.prepare.Image;
import consilium.ingest.source.ByteSource;
import consilium.kernel.dataset.Item;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders.Folder;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Image files of an image and of its label maps.
///
/// @param classes number of classes when label maps hold labels, empty when thresholds decide between two
record FileParts(Optional<Integer> classes, Optional<Truth> truth, List<Folder> annotators) {

    /// @param annotations one per annotator, in the spec's order; empty where the annotator did not look
    ImageSource of(Item item, ByteSource image, Optional<ByteSource> known, List<Optional<ByteSource>> annotations) {
        List<Optional<MapSource>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            double threshold = annotators.get(annotator).threshold();
            maps.add(annotations.get(annotator).map(file -> map(file, threshold, image)));
        }
        return new ImageSource(
                item,
                image.name(),
                () -> image(image),
                known.map(file -> map(file, truth.orElseThrow().threshold(), image)),
                maps);
    }

    static Image image(ByteSource source) {
        ImageFile file = ImageFile.read(source);
        return new Image(file.channels(), file.height(), file.width(), file.image(), Optional.empty());
    }

    private MapSource map(ByteSource file, double threshold, ByteSource image) {
        LabelReader reader = new LabelReader(classes, threshold);
        return of -> reader.read(file, of, image.name());
    }
}
