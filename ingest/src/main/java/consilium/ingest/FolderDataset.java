package consilium.ingest;

import consilium.ingest.prepare.Preprocessing;
import consilium.ingest.source.ByteSource;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.BlankMask;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders;
import consilium.kernel.spec.OnBadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The layout of the paper's authors: one folder per split, in it one of images, one per annotator and perhaps one of
/// truth. A case's id is its files' common name; where an annotator's folder lacks it, that annotator did not look.
final class FolderDataset {

    private final AnnotatorFolders spec;
    private final Path folder;
    private final Skips skips;

    private FolderDataset(AnnotatorFolders spec, DataRoot root) {
        this.spec = spec;
        this.folder = root.folder(spec.path());
        this.skips = new Skips(spec.onBadInput().orElse(OnBadInput.FAIL), folder);
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a folder or file that is not what it should be
    static Dataset open(AnnotatorFolders spec, DataRoot root, CaseSplit split) {
        FolderDataset layout = new FolderDataset(spec, root);
        return new ImageDataset(
                layout.folder.toString(),
                layout.files(split),
                spec.classes().orElse(2),
                new SampleReader(spec.recordedAnnotators(), spec.blankMeans().orElse(BlankMask.NOTHING_FOUND)),
                new Preprocessing(spec.preprocessing().orElse(List.of())),
                layout.skips);
    }

    /// Of every file that is read, under its name within the data set.
    static Digest sources(AnnotatorFolders spec, DataRoot root) {
        return new FolderDataset(spec, root).digest();
    }

    private Digest digest() {
        FileDigests digests = new FileDigests();
        for (String split : splitFolders()) {
            for (SplitFolder.Case each : cases(split)) {
                add(digests, each.image());
                each.truth().ifPresent(file -> add(digests, file));
                each.annotations().forEach(given -> given.ifPresent(file -> add(digests, file)));
            }
        }
        if (skips.allowed()) {
            digests.note("skipped", skips.rows());
        }
        return digests.digest();
    }

    private List<ImageSource> files(CaseSplit split) {
        List<SplitFolder.Case> training = cases(spec.train());
        double validating = spec.validation().isPresent() ? 0 : spec.split().validation();
        Map<String, Split> drawn = split.draw(
                folder.resolve(spec.train()).toString(),
                training.stream().map(SplitFolder.Case::id).toList(),
                validating,
                0);
        List<ImageSource> files = new ArrayList<>();
        training.forEach(each -> files.add(files(each, drawn.getOrDefault(each.id(), Split.TRAIN))));
        spec.validation().ifPresent(name -> cases(name).forEach(each -> files.add(files(each, Split.VALIDATION))));
        cases(spec.test()).forEach(each -> files.add(files(each, Split.TEST)));
        return files;
    }

    private List<SplitFolder.Case> cases(String split) {
        return SplitFolder.list(spec, DataRoot.inside(folder, split), skips).cases();
    }

    private ImageSource files(SplitFolder.Case each, Split split) {
        return new FileParts(spec.classes(), spec.truth(), spec.annotators()).of(
                new Item(each.id(), each.id(), split),
                ByteSource.of(each.image()),
                each.truth().map(ByteSource::of),
                each.annotations().stream().map(given -> given.map(ByteSource::of)).toList());
    }

    private void add(FileDigests digests, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (skips.allowed()) {
            digests.addOrNote(name, file);
        } else {
            digests.add(name, file);
        }
    }

    private List<String> splitFolders() {
        List<String> folders = new ArrayList<>(List.of(spec.train(), spec.test()));
        spec.validation().ifPresent(folders::add);
        return folders;
    }
}
