package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Preprocessing;
import consilium.ingest.prepare.Sample;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec.Nifti;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Volumes in a folder per case, whose slices are the images. Slices of one case never part: splits are drawn by case.
///
/// Of a case no more than a slice of each file is in memory (a block of them where slices lie scattered), so files are
/// gone through again for whatever a step or the selection asks of all slices.
final class NiftiDataset implements Dataset {

    private final Nifti spec;
    private final Path folder;
    private final Skips skips;
    private final ClassMap classes;
    private final Preprocessing preprocessing;
    private final List<Chosen> chosen = new ArrayList<>();
    private final Listing listing;

    /// A case and those of its slices that become images.
    private record Chosen(NiftiCase of, BitSet slices, Split split) {}

    /// @throws ProblemException `BadInput` for a folder or file that is not what it should be
    NiftiDataset(Nifti spec, DataRoot root, CaseSplit split) {
        this.spec = spec;
        this.folder = root.folder(spec.path());
        this.skips = new Skips(spec.onBadInput(), folder);
        this.classes = spec.classMap().map(ClassMap::new).orElse(ClassMap.BINARY);
        this.preprocessing = new Preprocessing(spec.preprocessing());
        Image first = choose(split);
        this.listing = new Listing(
                chosen.stream().flatMap(each -> items(each).stream()).toList(),
                classes.classes(),
                first.channels(),
                first.height(),
                first.width(),
                spec.truth().isPresent(),
                spec.recordedAnnotators());
    }

    /// Of every file that is read, under its name within the data set.
    static Digest sources(Nifti spec, DataRoot root) {
        Path folder = root.folder(spec.path());
        Skips skips = new Skips(spec.onBadInput(), folder);
        FileDigests digests = new FileDigests();
        for (CaseFolder each : CaseFolder.list(spec, folder)) {
            NiftiCase.files(spec, each).forEach(file -> add(digests, folder, file, skips));
            if (skips.allowed()) {
                // The report may tell what is there instead.
                digests.note(each.id(), each.names());
            }
        }
        return digests.digest();
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
        for (Chosen each : chosen) {
            UnaryOperator<Sample> steps = preprocessing.of(
                    images -> each.of().each(index -> true, (index, slice) -> images.accept(slice)));
            each.of().each(each.slices()::get, (index, slice) -> {
                Sample sample = steps.apply(slice);
                sink.add(sample.image().values(), sample.truth(), sample.annotations());
            });
        }
    }

    /// Opens every case and chooses its slices; returns what their images look like.
    private Image choose(CaseSplit split) {
        List<CaseFolder> folders = CaseFolder.list(spec, folder);
        Map<String, Split> drawn = split.draw(
                folder.toString(),
                folders.stream().map(CaseFolder::id).toList(),
                spec.split().validation(),
                spec.split().test());
        List<Image> shapes = new ArrayList<>();
        for (CaseFolder each : folders) {
            try {
                NiftiCase opened = NiftiCase.open(spec, each, classes, skips);
                shapes.add(shape(opened, shapes.isEmpty() ? Optional.empty() : Optional.of(shapes.getFirst())));
                chosen.add(new Chosen(opened, slices(opened), drawn.getOrDefault(each.id(), Split.TRAIN)));
            } catch (ProblemException e) {
                skips.add(new Skip(each.id(), "case", e));
            }
        }
        skips.requireSplitsKept(
                folder.toString(),
                folders.stream()
                        .map(each -> new Item(each.id(), each.id(), drawn.getOrDefault(each.id(), Split.TRAIN)))
                        .toList(),
                chosen.stream().map(each -> new Item(each.of().id(), each.of().id(), each.split())).toList());
        requireSlices();
        return shapes.getFirst();
    }

    private Image shape(NiftiCase opened, Optional<Image> first) {
        Path file = opened.modalities().getFirst().path();
        try {
            Image shaped = preprocessing.shaped(opened.blank()).image();
            if (first.isPresent() && !shaped.fits(first.get())) {
                throw Refusal.of(file, "its slices are " + shaped.shape() + ", those of the first case are "
                        + first.get().shape()
                        + "; all images of a data set have one size, which a crop or a resize gives");
            }
            return shaped;
        } catch (IllegalArgumentException e) {
            throw Refusal.of(file, String.valueOf(e.getMessage()));
        }
    }

    private BitSet slices(NiftiCase opened) {
        int least = spec.slices().minForeground();
        int[] foreground = least > 0 ? opened.foreground() : new int[opened.slices()];
        BitSet slices = new BitSet();
        for (int index = 0; index < foreground.length; index++) {
            slices.set(index, spec.slices().covers(index) && foreground[index] >= least);
        }
        return slices;
    }

    private void requireSlices() {
        if (chosen.stream().allMatch(each -> each.slices().isEmpty())) {
            throw Refusal.of(folder,
                    "no slice of its " + chosen.size() + " cases is chosen; the spec's slices ask for numbers "
                            + spec.slices().from() + " to " + spec.slices().to().map(String::valueOf).orElse("the last")
                            + " with at least " + spec.slices().minForeground() + " pixels of foreground");
        }
    }

    private List<Item> items(Chosen each) {
        String series = each.of().id() + "-" + spec.axis().name().toLowerCase(Locale.ROOT);
        return each.slices().stream()
                .mapToObj(index -> new Item(ItemId.of(series, index), each.of().id(), each.split()))
                .toList();
    }

    private static void add(FileDigests digests, Path folder, Path file, Skips skips) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (skips.allowed()) {
            digests.addOrNote(name, file);
        } else {
            digests.add(name, file);
        }
    }
}
