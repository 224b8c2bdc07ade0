package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Sample;
import consilium.ingest.source.ByteSource;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.BlankMask;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders.Folder;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the files of one image.
///
/// @param classes number of classes when label maps hold labels, empty when thresholds decide between two
record SampleReader(
        Optional<Integer> classes, Optional<Truth> truth, List<Folder> annotators, BlankMask blankMeans) {

    /// @throws ProblemException `BadInput` for the first file that cannot be used
    Sample read(SampleFiles files) {
        return read(files, image -> {});
    }

    /// @param check looks at the image before any label map is read
    Sample read(SampleFiles files, Consumer<Image> check) {
        ImageFile image = ImageFile.read(files.image());
        Image pixels = pixels(image);
        check.accept(pixels);
        List<Optional<LabelMap>> annotations = new ArrayList<>();
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            annotations.add(annotation(files, annotator, image));
        }
        return new Sample(pixels, truth(files, image), annotations);
    }

    /// What of the files can be used.
    ///
    /// @param kept  without the label maps that cannot be used; empty when the image or its truth cannot
    /// @param read  what was kept, read; empty likewise
    /// @param skips all that was left out
    record Checked(Optional<SampleFiles> kept, Optional<Sample> read, List<Skip> skips) {}

    /// Reads every file, whatever the others hold.
    Checked check(SampleFiles files) {
        try {
            ImageFile image = ImageFile.read(files.image());
            Image pixels = pixels(image);
            Optional<LabelMap> known = truth(files, image);
            List<Skip> skips = new ArrayList<>();
            List<Optional<ByteSource>> kept = new ArrayList<>();
            List<Optional<LabelMap>> maps = new ArrayList<>();
            for (int annotator = 0; annotator < annotators.size(); annotator++) {
                Optional<ByteSource> file = files.annotations().get(annotator);
                try {
                    maps.add(annotation(files, annotator, image));
                    kept.add(file);
                } catch (ProblemException e) {
                    skips.add(Skip.annotation(files.id(), annotators.get(annotator).name(), e));
                    maps.add(Optional.empty());
                    kept.add(Optional.empty());
                }
            }
            return new Checked(Optional.of(files.with(kept)), Optional.of(new Sample(pixels, known, maps)), skips);
        } catch (ProblemException e) {
            return new Checked(Optional.empty(), Optional.empty(), List.of(Skip.image(files.id(), e)));
        }
    }

    private Optional<LabelMap> truth(SampleFiles files, ImageFile image) {
        return files.truth()
                .map(file -> new LabelReader(classes, truth.orElseThrow().threshold()).read(file, image));
    }

    private Optional<LabelMap> annotation(SampleFiles files, int annotator, ImageFile image) {
        LabelReader reader = new LabelReader(classes, annotators.get(annotator).threshold());
        return files.annotations()
                .get(annotator)
                .map(file -> reader.read(file, image))
                .filter(map -> blankMeans == BlankMask.NOTHING_FOUND || map.count(0) < map.size());
    }

    private static Image pixels(ImageFile file) {
        return new Image(file.channels(), file.height(), file.width(), file.image(), Optional.empty());
    }
}
