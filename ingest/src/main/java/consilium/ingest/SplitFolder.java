package consilium.ingest;

import consilium.kernel.spec.DatasetSpec.AnnotatorFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One split folder of an [FolderDataset], listed: which files belong to which case.
///
/// @param cases in the order of their names
record SplitFolder(List<Case> cases) {

    /// The files of one case.
    ///
    /// @param annotations one per annotator, in the spec's order; empty where the annotator did not look
    record Case(String id, Path image, Optional<Path> truth, List<Optional<Path>> annotations) {}

    /// @param folder of one split
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when a folder or a file that must be is not there
    static SplitFolder list(AnnotatorFolders spec, Path folder) {
        NamedFiles images = NamedFiles.in(DataRoot.inside(folder, spec.image()));
        Optional<NamedFiles> truth =
                spec.truth().map(given -> labels(images, DataRoot.inside(folder, given.folder())));
        List<NamedFiles> annotators = spec.annotators().stream()
                .map(given -> labels(images, DataRoot.inside(folder, given.folder())))
                .toList();
        List<Case> cases = new ArrayList<>();
        images.byCase().forEach((id, image) -> cases.add(new Case(
                id,
                image,
                truth.map(files -> required(files, id, image)),
                annotators.stream().map(files -> files.of(id)).toList())));
        return new SplitFolder(cases);
    }

    /// Every label map belongs to an image; not every image need have one.
    private static NamedFiles labels(NamedFiles images, Path folder) {
        NamedFiles labels = NamedFiles.in(folder);
        labels.byCase().forEach((id, file) -> {
            if (images.of(id).isEmpty()) {
                throw Refusal.of(
                        file, "has no image: no file of case " + id + " in " + images.folder()
                                + "; files of one case share their name without its ending and without a trailing"
                                + " _ and folder name");
            }
        });
        return labels;
    }

    private static Path required(NamedFiles truth, String id, Path image) {
        return truth.of(id)
                .orElseThrow(() -> Refusal.of(
                        truth.folder(), "holds no truth of case " + id + ", whose image is " + image
                                + "; every image has one, or the spec names no truth"));
    }
}
