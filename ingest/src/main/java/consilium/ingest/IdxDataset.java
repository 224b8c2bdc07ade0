package consilium.ingest;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// MNIST and its kin. Intensities are divided by 255; the truth is intensity above `threshold` of the range 0 to 255.
///
/// Source: section 4.1 of the paper (threshold 0.5).
final class IdxDataset implements Dataset {

    private static final int RANGE = 255;

    private final IdxFile images;
    private final Optional<IdxFile> testImages;
    private final int count;
    private final int testCount;
    private final double threshold;
    private final Listing listing;

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when a file is not what it should be
    IdxDataset(DatasetSpec.Idx spec, DataRoot root, CaseSplit split) {
        this.images = IdxFile.open(root.file(spec.images()));
        this.testImages = spec.testImages().map(root::file).map(IdxFile::open);
        this.testImages.ifPresent(this::requireSameSize);
        this.count = Math.min(images.count(), spec.limit().orElse(images.count()));
        this.testCount = testImages
                .map(file -> Math.min(file.count(), spec.testLimit().orElse(file.count())))
                .orElse(0);
        this.threshold = spec.threshold() * RANGE;
        this.listing = new Listing(items(spec, split), 2, 1, images.height(), images.width(), true, List.of());
    }

    static Digest sources(DatasetSpec.Idx spec, DataRoot root) {
        FileDigests digests = new FileDigests().add("images", root.file(spec.images()));
        spec.testImages().ifPresent(given -> digests.add("testImages", root.file(given)));
        return digests.digest();
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public void read(SampleSink sink) {
        images.read(count, pixels -> add(pixels, sink));
        testImages.ifPresent(file -> file.read(testCount, pixels -> add(pixels, sink)));
    }

    private List<Item> items(DatasetSpec.Idx spec, CaseSplit split) {
        List<String> drawn = ids("train", count);
        double testing = testImages.isPresent() ? 0 : spec.split().test();
        Map<String, Split> splits =
                split.draw(images.path().toString(), drawn, spec.split().validation(), testing);
        List<Item> items = new ArrayList<>();
        drawn.forEach(id -> items.add(new Item(id, id, splits.getOrDefault(id, Split.TRAIN))));
        ids("test", testCount).forEach(id -> items.add(new Item(id, id, Split.TEST)));
        return items;
    }

    private void requireSameSize(IdxFile test) {
        if (test.height() != images.height() || test.width() != images.width()) {
            throw Refusal.of(
                    test.path(), "its images are " + test.height() + " x " + test.width() + " pixels, those of "
                            + images.path() + " are " + images.height() + " x " + images.width());
        }
    }

    private void add(byte[] pixels, SampleSink sink) {
        float[] image = new float[pixels.length];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            image[pixel] = (pixels[pixel] & 0xff) / (float) RANGE;
        }
        LabelMap truth = LabelMap.generate(
                images.width(), images.height(), pixel -> (pixels[pixel] & 0xff) > threshold ? 1 : 0);
        sink.add(image, Optional.of(truth), List.of());
    }

    private static List<String> ids(String file, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> ItemId.of(file, index))
                .toList();
    }
}
