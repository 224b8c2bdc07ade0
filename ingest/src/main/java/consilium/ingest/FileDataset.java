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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Images in files of their own, listed by a layout; decoded on every processor, handed over in order.
///
/// Where the spec says that input which cannot be used is left out, every file is read once before to know what that is.
final class FileDataset implements Dataset {

    private final SampleReader reader;
    private final Preprocessing preprocessing;
    private final Skips skips;
    private final ReadAhead readAhead = ReadAhead.everywhere();
    private final List<SampleFiles> files;
    private final Image first;
    private final Listing listing;
    private final Map<String, List<SampleFiles>> byCase;
    private final Map<String, UnaryOperator<Sample>> steps = new ConcurrentHashMap<>();

    /// @param what   is read, for messages
    /// @param listed every image, in order
    /// @throws ProblemException `BadInput` when what was listed cannot be used
    FileDataset(String what, List<SampleFiles> listed, SampleReader reader, Preprocessing preprocessing, Skips skips) {
        this.reader = reader;
        this.preprocessing = preprocessing;
        this.skips = skips;
        CaseSplit.requireSeparate(what, items(listed));
        Usable usable = skips.allowed() ? check(listed) : new Usable(listed, Optional.empty());
        skips.requireSplitsKept(what, items(listed), items(usable.files()));
        this.files = usable.files();
        this.first = usable.first().orElseGet(() -> shaped(reader.read(files.getFirst())));
        this.byCase = preprocessing.needsCase()
                ? files.stream().collect(Collectors.groupingBy(SampleFiles::caseId))
                : Map.of();
        this.listing = new Listing(
                items(files),
                reader.classes().orElse(2),
                first.channels(),
                first.height(),
                first.width(),
                reader.truth().isPresent(),
                reader.annotators().stream().map(folder -> folder.name()).toList());
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

    private Sample prepared(SampleFiles each) {
        if (preprocessing.isEmpty()) {
            return reader.read(each, image -> requireShape(each, image));
        }
        UnaryOperator<Sample> prepare =
                preprocessing.needsCase() ? stepsOf(each.caseId()) : preprocessing.of(sink -> {});
        Sample prepared = prepare.apply(reader.read(each));
        requireShape(each, prepared.image());
        return prepared;
    }

    private void requireShape(SampleFiles each, Image image) {
        if (!image.fits(first)) {
            throw otherShape(each, image, files.getFirst(), first);
        }
    }

    private UnaryOperator<Sample> stepsOf(String caseId) {
        return steps.computeIfAbsent(caseId, id -> preprocessing.of(
                sink -> byCase.getOrDefault(id, List.of()).forEach(each -> sink.accept(reader.read(each)))));
    }

    private record Usable(List<SampleFiles> files, Optional<Image> first) {}

    private Usable check(List<SampleFiles> listed) {
        List<SampleFiles> kept = new ArrayList<>();
        List<Image> shape = new ArrayList<>();
        readAhead.inOrder(listed, reader::check, checked -> {
            checked.skips().forEach(skips::add);
            checked.read().ifPresent(sample -> {
                SampleFiles each = checked.kept().orElseThrow();
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

    private Image shaped(Sample sample) {
        return preprocessing.shaped(sample).image();
    }

    private static List<Item> items(List<SampleFiles> files) {
        return files.stream().map(SampleFiles::item).toList();
    }

    private static ProblemException otherShape(SampleFiles each, Image image, SampleFiles firstFiles, Image first) {
        String firstName = firstFiles.image().name();
        return Refusal.of(
                each.image().name(), "is " + image.shape() + ", the first image, "
                        + firstName.substring(firstName.lastIndexOf('/') + 1) + ", is " + first.shape()
                        + "; all images of a data set have one size");
    }
}
