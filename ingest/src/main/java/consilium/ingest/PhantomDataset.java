package consilium.ingest;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.DatasetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Made-up images of lesions, each from the random stream of its own id, so that no image depends on how many there
/// are or in which order they are made.
final class PhantomDataset implements Dataset {

    private final DatasetSpec.Phantoms spec;
    private final RandomStreams streams;
    private final Listing listing;

    PhantomDataset(DatasetSpec.Phantoms spec, long seed, CaseSplit split) {
        this.spec = spec;
        this.streams = new RandomStreams(seed, "phantoms");
        this.listing = new Listing(items(spec, split), 2, 1, spec.height(), spec.width(), true, List.of());
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public void read(SampleSink sink) {
        for (Item item : listing.items()) {
            PhantomImage image = new PhantomImage(spec, streams.stream(item.id()));
            sink.add(image.intensity(), Optional.of(image.truth()), List.of());
        }
    }

    private static List<Item> items(DatasetSpec.Phantoms spec, CaseSplit split) {
        List<String> ids = IntStream.range(0, spec.images())
                .mapToObj(index -> ItemId.of("phantom", index))
                .toList();
        Map<String, Split> splits =
                split.draw("phantoms", ids, spec.split().validation(), spec.split().test());
        return ids.stream()
                .map(id -> new Item(id, id, splits.getOrDefault(id, Split.TRAIN)))
                .toList();
    }
}
