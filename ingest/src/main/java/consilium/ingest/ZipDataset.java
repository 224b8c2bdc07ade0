package consilium.ingest;

import consilium.ingest.prepare.Preprocessing;
import consilium.ingest.source.ZipArchive;
import consilium.kernel.dataset.Split;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec.AnnotatorZips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One zip per split, whose entries are decoded where they lie.
final class ZipDataset implements Dataset {

    private final List<ZipArchive> open = new ArrayList<>();
    private final AnnotatorZips spec;
    private final CaseSplit split;
    private final Skips skips;
    private final Dataset images;

    private ZipDataset(AnnotatorZips spec, DataRoot root, CaseSplit split) {
        this.spec = spec;
        this.split = split;
        Path train = root.file(spec.train());
        this.skips = new Skips(spec.onBadInput(), Optional.ofNullable(train.getParent()).orElse(train));
        try {
            this.images = new ImageDataset(
                    train.toString(),
                    files(train, spec.validation().map(root::file), spec.test().map(root::file)),
                    spec.classes().orElse(2),
                    new SampleReader(spec.recordedAnnotators(), spec.blankMeans()),
                    new Preprocessing(spec.preprocessing()),
                    skips);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a zip that is not what it should be
    static Dataset open(AnnotatorZips spec, DataRoot root, CaseSplit split) {
        return new ZipDataset(spec, root, split);
    }

    static Digest sources(AnnotatorZips spec, DataRoot root) {
        FileDigests digests = new FileDigests().add("train", root.file(spec.train()));
        spec.validation().ifPresent(given -> digests.add("validation", root.file(given)));
        spec.test().ifPresent(given -> digests.add("test", root.file(given)));
        return digests.digest();
    }

    @Override
    public Listing listing() {
        return images.listing();
    }

    @Override
    public Optional<List<Map<String, Object>>> skipped() {
        return images.skipped();
    }

    @Override
    public void read(SampleSink sink) {
        images.read(sink);
    }

    @Override
    public void close() {
        open.forEach(ZipArchive::close);
    }

    private List<ImageSource> files(Path train, Optional<Path> validation, Optional<Path> test) {
        double validating = validation.isPresent() ? 0 : spec.split().validation();
        double testing = test.isPresent() ? 0 : spec.split().test();
        List<ImageSource> files = new ArrayList<>();
        ZipFolder training = folder(train);
        files.addAll(training.files(
                split.draw(train.toString(), training.cases(), validating, validation.isPresent() ? 0 : testing),
                Split.TRAIN));
        validation.ifPresent(path -> {
            ZipFolder folder = folder(path);
            files.addAll(folder.files(split.draw(path.toString(), folder.cases(), 0, testing), Split.VALIDATION));
        });
        test.ifPresent(path -> files.addAll(folder(path).files(Map.of(), Split.TEST)));
        return files;
    }

    private ZipFolder folder(Path path) {
        ZipArchive archive = ZipArchive.open(path);
        open.add(archive);
        return ZipFolder.list(spec, archive, skips);
    }
}
