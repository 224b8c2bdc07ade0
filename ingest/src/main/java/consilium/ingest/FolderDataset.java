package consilium.ingest;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders.Folder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The layout of the paper's authors: one folder per split, in it one of images, one per annotator and perhaps one of
/// truth. A case's id is its files' common name; where an annotator's folder lacks it, that annotator did not look.
final class FolderDataset implements Dataset {

    private final AnnotatorFolders spec;
    private final List<SplitFolder.Case> cases = new ArrayList<>();
    private final Listing listing;

    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a folder or file that is not what it should be
    FolderDataset(AnnotatorFolders spec, DataRoot root, CaseSplit split) {
        this.spec = spec;
        Path folder = root.folder(spec.path());
        List<Item> items = items(folder, split);
        CaseSplit.requireSeparate(folder.toString(), items);
        ImageFile first = ImageFile.read(cases.getFirst().image());
        this.listing = new Listing(
                items,
                spec.classes().orElse(2),
                first.channels(),
                first.height(),
                first.width(),
                spec.truth().isPresent(),
                spec.annotators().stream().map(Folder::name).toList());
    }

    /// Of every file that is read, under its name within the data set.
    static Digest sources(AnnotatorFolders spec, DataRoot root) {
        Path folder = root.folder(spec.path());
        FileDigests digests = new FileDigests();
        for (String split : splitFolders(spec)) {
            for (SplitFolder.Case each : SplitFolder.list(spec, DataRoot.inside(folder, split)).cases()) {
                add(digests, folder, each.image());
                each.truth().ifPresent(file -> add(digests, folder, file));
                each.annotations().forEach(given -> given.ifPresent(file -> add(digests, folder, file)));
            }
        }
        return digests.digest();
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public void read(SampleSink sink) {
        for (SplitFolder.Case each : cases) {
            ImageFile image = ImageFile.read(each.image());
            requireShape(image);
            sink.add(image.image(), truth(each, image), annotations(each, image));
        }
    }

    private List<Item> items(Path folder, CaseSplit split) {
        List<SplitFolder.Case> training = cases(folder, spec.train());
        double validating = spec.validation().isPresent() ? 0 : spec.split().validation();
        Map<String, Split> drawn = split.draw(
                folder.resolve(spec.train()).toString(),
                training.stream().map(SplitFolder.Case::id).toList(),
                validating,
                0);
        List<Item> items = new ArrayList<>();
        training.forEach(each -> items.add(new Item(each.id(), each.id(), drawn.getOrDefault(each.id(), Split.TRAIN))));
        spec.validation().ifPresent(name -> add(items, cases(folder, name), Split.VALIDATION));
        add(items, cases(folder, spec.test()), Split.TEST);
        return items;
    }

    private List<SplitFolder.Case> cases(Path folder, String split) {
        List<SplitFolder.Case> listed =
                SplitFolder.list(spec, DataRoot.inside(folder, split)).cases();
        cases.addAll(listed);
        return listed;
    }

    private Optional<LabelMap> truth(SplitFolder.Case each, ImageFile image) {
        return each.truth()
                .map(file -> new LabelReader(spec.classes(), spec.truth().orElseThrow().threshold()).read(file, image));
    }

    private List<Optional<LabelMap>> annotations(SplitFolder.Case each, ImageFile image) {
        List<Optional<LabelMap>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < spec.annotators().size(); annotator++) {
            LabelReader reader =
                    new LabelReader(spec.classes(), spec.annotators().get(annotator).threshold());
            maps.add(each.annotations().get(annotator).map(file -> reader.read(file, image)));
        }
        return maps;
    }

    private void requireShape(ImageFile image) {
        if (image.channels() != listing.channels()
                || image.height() != listing.height()
                || image.width() != listing.width()) {
            throw Refusal.of(
                    image.path(), "is " + shape(image.width(), image.height(), image.channels()) + ", the first image, "
                            + cases.getFirst().image().getFileName() + ", is "
                            + shape(listing.width(), listing.height(), listing.channels())
                            + "; all images of a data set have one size");
        }
    }

    private static String shape(int width, int height, int channels) {
        return width + " x " + height + " pixels of " + channels + (channels == 1 ? " channel" : " channels");
    }

    private static void add(List<Item> items, List<SplitFolder.Case> cases, Split split) {
        cases.forEach(each -> items.add(new Item(each.id(), each.id(), split)));
    }

    private static void add(FileDigests digests, Path folder, Path file) {
        digests.add(folder.relativize(file).toString().replace('\\', '/'), file);
    }

    private static List<String> splitFolders(AnnotatorFolders spec) {
        List<String> folders = new ArrayList<>(List.of(spec.train(), spec.test()));
        spec.validation().ifPresent(folders::add);
        return folders;
    }
}
