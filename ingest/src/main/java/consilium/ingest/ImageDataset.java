package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Preprocessing;
import consilium.ingest.prepare.Sample;
import consilium.kernel.dataset.Item;
import consilium.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Images that a format has listed, each of which is read on its own; read on every processor, handed over in order.
///
/// Where the spec says that input which cannot be used is left out, every image is read once before to know what that is.
final class ImageDataset implements Dataset {

    private static final long UNKNOWN = 1 << 24;

    private final SampleReader reader;
    private final Preprocessing preprocessing;
    private final Skips skips;
    private final ReadAhead readAhead;
    private final List<ImageSource> files;
    private final Image first;
    private final Listing listing;
    private final Map<String, List<ImageSource>> byCase;
    private final Map<String, UnaryOperator<Sample>> steps = new ConcurrentHashMap<>();
    private final List<SourceTree> open = new ArrayList<>();
    private final SortedMap<String, Integer> passedOver = new TreeMap<>();

    /// @param what    is read, for messages
    /// @param listed  every image, in order
    /// @param classes labels in use, background included
    /// @throws ProblemException `BadInput` when what was listed cannot be used
    ImageDataset(
            String what, List<ImageSource> listed, int classes, SampleReader reader, Preprocessing preprocessing,
            Skips skips) {
        this.reader = reader;
        this.preprocessing = preprocessing;
        this.skips = skips;
        if (listed.isEmpty()) {
            throw Refusal.of(what, "holds no image");
        }
        CaseSplit.requireSeparate(what, items(listed));
        this.readAhead = ReadAhead.everywhere(bytes(listed, reader));
        Usable usable = skips.allowed() ? check(listed) : new Usable(listed, Optional.empty());
        skips.requireSplitsKept(what, items(listed), items(usable.files()));
        this.files = usable.files();
        this.first = usable.first().orElseGet(() -> shaped(reader.read(files.getFirst())));
        this.byCase = preprocessing.needsCase()
                ? files.stream().collect(Collectors.groupingBy(ImageSource::caseId))
                : Map.of();
        this.listing = new Listing(
                items(files),
                classes,
                first.channels(),
                first.height(),
                first.width(),
                files.getFirst().truth().isPresent(),
                reader.annotators());
    }

    /// Closes the tree together with the data set.
    ImageDataset over(SourceTree tree) {
        open.add(tree);
        return this;
    }

    /// Tells of what was passed over on purpose, by kind.
    ImageDataset passingOver(SortedMap<String, Integer> kinds) {
        passedOver.putAll(kinds);
        return this;
    }

    @Override
    public SortedMap<String, Integer> passedOver() {
        return passedOver;
    }

    @Override
    public void close() {
        open.forEach(SourceTree::close);
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public Optional<List<Map<String, Object>>> skipped() {
        return skips.allowed() ? Optional.of(skips.rows()) : Optional.empty();
    }

    @Override
    public void read(SampleSink sink) {
        readAhead.inOrder(
                files,
                this::prepared,
                sample -> sink.add(sample.image().values(), sample.truth(), sample.annotations()));
    }

    private Sample prepared(ImageSource each) {
        if (preprocessing.isEmpty()) {
            return reader.read(each, image -> requireShape(each, image));
        }
        UnaryOperator<Sample> prepare =
                preprocessing.needsCase() ? stepsOf(each.caseId()) : preprocessing.of(sink -> {});
        Sample prepared = prepare.apply(reader.read(each));
        requireShape(each, prepared.image());
        return prepared;
    }

    private void requireShape(ImageSource each, Image image) {
        if (!image.fits(first)) {
            throw otherShape(each, image, files.getFirst(), first);
        }
    }

    private UnaryOperator<Sample> stepsOf(String caseId) {
        return steps.computeIfAbsent(caseId, id -> preprocessing.of(
                sink -> byCase.getOrDefault(id, List.of()).forEach(each -> sink.accept(reader.read(each)))));
    }

    private record Usable(List<ImageSource> files, Optional<Image> first) {}

    private Usable check(List<ImageSource> listed) {
        List<ImageSource> kept = new ArrayList<>();
        List<Image> shape = new ArrayList<>();
        readAhead.inOrder(listed, reader::check, checked -> {
            checked.skips().forEach(skips::add);
            checked.read().ifPresent(sample -> {
                ImageSource each = checked.kept().orElseThrow();
                Image image = shaped(sample);
                if (shape.isEmpty()) {
                    shape.add(image);
                }
                if (image.fits(shape.getFirst())) {
                    kept.add(each);
                } else {
                    skips.add(Skip.image(each.id(), otherShape(each, image, kept.getFirst(), shape.getFirst())));
                }
            });
        });
        return new Usable(kept, shape.stream().findFirst());
    }

    /// That one image takes with its label maps; nothing is said here of one that cannot be used.
    private static long bytes(List<ImageSource> listed, SampleReader reader) {
        try {
            Image image = listed.getFirst().image().get();
            long maps = reader.annotators().size() + 1L;
            return (image.channels() * (long) Float.BYTES + maps) * image.pixels();
        } catch (ProblemException e) {
            return UNKNOWN;
        }
    }

    private Image shaped(Sample sample) {
        return preprocessing.shaped(sample).image();
    }

    private static List<Item> items(List<ImageSource> files) {
        return files.stream().map(ImageSource::item).toList();
    }

    private static ProblemException otherShape(ImageSource each, Image image, ImageSource firstSource, Image first) {
        return Refusal.of(
                each.name(), "is " + image.shape() + ", the first image, " + firstSource.shortName() + ", is "
                        + first.shape() + "; all images of a data set have one size");
    }
}
