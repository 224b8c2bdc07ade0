package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.kernel.problem.ProblemException;
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
    /// @param skips  takes label maps without an image and images without the truth
    /// @throws ProblemException `BadInput` when a folder or a file that must be is not there
    static SplitFolder list(AnnotatorFolders spec, Path folder, Skips skips) {
        NamedFiles images = NamedFiles.in(DataRoot.inside(folder, spec.image()));
        Optional<NamedFiles> truth =
                spec.truth().map(given -> labels(images, DataRoot.inside(folder, given.folder()), "truth", skips));
        List<NamedFiles> annotators = spec.annotators().stream()
                .map(given -> labels(images, DataRoot.inside(folder, given.folder()), "annotation by " + given.name(),
                        skips))
                .toList();
        List<Case> cases = new ArrayList<>();
        images.byCase().forEach((id, image) -> {
            Optional<Path> known = truth.flatMap(files -> files.of(id));
            if (truth.isPresent() && known.isEmpty()) {
                skips.add(Skip.image(id, withoutTruth(truth.get(), id, image)));
            } else {
                cases.add(new Case(
                        id, image, known, annotators.stream().map(files -> files.of(id)).toList()));
            }
        });
        return new SplitFolder(cases);
    }

    /// Every label map belongs to an image; not every image need have one.
    private static NamedFiles labels(NamedFiles images, Path folder, String what, Skips skips) {
        NamedFiles labels = NamedFiles.in(folder);
        labels.byCase().forEach((id, file) -> {
            if (images.of(id).isEmpty()) {
                skips.add(new Skip(id, what, Refusal.of(
                        file, "has no image: no file of case " + id + " in " + images.folder()
                                + "; files of one case share their name without its ending and without a trailing"
                                + " _ and folder name")));
            }
        });
        return labels;
    }

    private static ProblemException withoutTruth(NamedFiles truth, String id, Path image) {
        return Refusal.of(
                truth.folder(), "holds no truth of case " + id + ", whose image is " + image
                        + "; every image has one, or the spec names no truth");
    }
}
