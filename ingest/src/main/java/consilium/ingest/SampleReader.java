package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Sample;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.BlankMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads an image with its label maps.
///
/// @param annotators their names, in order
/// @param blankMeans what an annotator's map of background alone means
record SampleReader(List<String> annotators, BlankMask blankMeans) {

    /// @throws ProblemException `BadInput` for the first part that cannot be used
    Sample read(ImageSource source) {
        return read(source, image -> {});
    }

    /// @param check looks at the image before any label map is read
    Sample read(ImageSource source, Consumer<Image> check) {
        Image image = source.image().get();
        check.accept(image);
        List<Optional<LabelMap>> annotations = new ArrayList<>();
        for (Optional<MapSource> map : source.annotations()) {
            annotations.add(annotation(map, image));
        }
        return new Sample(image, source.truth().map(map -> map.read(image)), annotations);
    }

    /// What of an image and its label maps can be used.
    ///
    /// @param kept  without the label maps that cannot be used; empty when the image or its truth cannot
    /// @param read  what was kept, read; empty likewise
    /// @param skips all that was left out
    record Checked(Optional<ImageSource> kept, Optional<Sample> read, List<Skip> skips) {}

    /// Reads every part, whatever the others hold.
    Checked check(ImageSource source) {
        try {
            Image image = source.image().get();
            Optional<LabelMap> known = source.truth().map(map -> map.read(image));
            List<Skip> skips = new ArrayList<>();
            List<Optional<MapSource>> kept = new ArrayList<>();
            List<Optional<LabelMap>> maps = new ArrayList<>();
            for (int annotator = 0; annotator < annotators.size(); annotator++) {
                Optional<MapSource> map = source.annotations().get(annotator);
                try {
                    maps.add(annotation(map, image));
                    kept.add(map);
                } catch (ProblemException e) {
                    skips.add(Skip.annotation(source.id(), annotators.get(annotator), e));
                    maps.add(Optional.empty());
                    kept.add(Optional.empty());
                }
            }
            return new Checked(Optional.of(source.with(kept)), Optional.of(new Sample(image, known, maps)), skips);
        } catch (ProblemException e) {
            return new Checked(Optional.empty(), Optional.empty(), List.of(Skip.image(source.id(), e)));
        }
    }

    private Optional<LabelMap> annotation(Optional<MapSource> map, Image image) {
        return map.map(source -> source.read(image))
                .filter(read -> blankMeans == BlankMask.NOTHING_FOUND || read.count(0) < read.size());
    }
}
