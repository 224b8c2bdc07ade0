package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.ZipArchive;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.spec.DatasetSpec.AnnotatorFolders.Folder;
import consilium.kernel.spec.DatasetSpec.AnnotatorZips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One zip of a [ZipDataset], listed: which entries belong to which image.
///
/// @param images entries in the order of the images' ids
record ZipFolder(FileParts parts, List<Entry> images) {

    /// The entries of one image.
    record Entry(
            String id, String caseId, ByteSource image, Optional<ByteSource> truth,
            List<Optional<ByteSource>> annotations) {}

    /// @param skips takes label maps without an image and images without the truth
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when a folder is not in the zip
    static ZipFolder list(AnnotatorZips spec, ZipArchive zip, Skips skips) {
        Index index = new Index(zip);
        SortedMap<String, ByteSource> images = index.folder(spec.image());
        Optional<SortedMap<String, ByteSource>> truth = spec.truth().map(given -> index.folder(given.folder()));
        List<SortedMap<String, ByteSource>> annotators =
                spec.annotators().stream().map(Folder::folder).map(index::folder).toList();
        truth.ifPresent(maps -> requireImages(images, maps, "truth", skips));
        for (int annotator = 0; annotator < annotators.size(); annotator++) {
            String name = spec.annotators().get(annotator).name();
            requireImages(images, annotators.get(annotator), "annotation by " + name, skips);
        }
        List<Entry> entries = new ArrayList<>();
        images.forEach((id, image) -> {
            Optional<ByteSource> known = truth.flatMap(maps -> Optional.ofNullable(maps.get(id)));
            if (truth.isPresent() && known.isEmpty()) {
                skips.add(Skip.image(id, Refusal.of(
                        image.name(), "has no truth; every image has one, or the spec names no truth")));
            } else {
                entries.add(new Entry(
                        id,
                        caseOf(id, image, spec.caseFolders()),
                        image,
                        known,
                        annotators.stream().map(maps -> Optional.ofNullable(maps.get(id))).toList()));
            }
        });
        return new ZipFolder(new FileParts(spec.classes(), spec.truth(), spec.annotators()), entries);
    }

    /// The case of each image, in their order.
    List<String> cases() {
        return images.stream().map(Entry::caseId).toList();
    }

    /// @param drawn     split of a case
    /// @param otherwise split of the cases that train by the draw, or were not drawn
    List<ImageSource> files(Map<String, Split> drawn, Split otherwise) {
        return images.stream()
                .map(each -> parts.of(
                        new Item(each.id(), each.caseId(),
                                split(drawn.getOrDefault(each.caseId(), Split.TRAIN), otherwise)),
                        each.image(),
                        each.truth(),
                        each.annotations()))
                .toList();
    }

    private static Split split(Split drawn, Split otherwise) {
        return drawn == Split.TRAIN ? otherwise : drawn;
    }

    private static void requireImages(
            SortedMap<String, ByteSource> images, SortedMap<String, ByteSource> maps, String what, Skips skips) {
        maps.forEach((id, map) -> {
            if (!images.containsKey(id)) {
                skips.add(new Skip(id, what, Refusal.of(
                        map.name(),
                        "has no image; an image and its label maps have one name, in folders side by side")));
            }
        });
    }

    private static String caseOf(String id, ByteSource image, int folders) {
        if (folders == 0) {
            return id;
        }
        int end = -1;
        for (int folder = 0; folder < folders; folder++) {
            end = id.indexOf('/', end + 1);
            if (end < 0) {
                throw Refusal.of(image.name(),
                        "the spec's caseFolders says that " + folders + " leading folders name its case;"
                                + " it has " + folder + " before the folder of images");
            }
        }
        return id.substring(0, end);
    }

    /// A zip's images by the folder they lie in: `a/b/mask-0/c.png` is `a/b/c` of `mask-0`.
    private static final class Index {

        private final Path zip;
        private final Map<String, SortedMap<String, ByteSource>> folders = new HashMap<>();

        Index(ZipArchive archive) {
            this.zip = archive.path();
            archive.names().stream().filter(Index::isImage).forEach(name -> add(archive, name));
        }

        SortedMap<String, ByteSource> folder(String name) {
            SortedMap<String, ByteSource> found = folders.get(name);
            if (found == null) {
                SortedSet<String> there = new TreeSet<>(folders.keySet());
                throw Refusal.of(zip, "holds no images in folders named \"" + name + "\"; "
                        + (there.isEmpty() ? "it holds no images at all"
                                : "it holds some in " + String.join(", ", there)));
            }
            return found;
        }

        private void add(ZipArchive archive, String name) {
            int file = name.lastIndexOf('/');
            int folder = name.lastIndexOf('/', file - 1);
            String stem = name.substring(file + 1, name.lastIndexOf('.'));
            ByteSource entry = archive.entry(name);
            ByteSource other = folders.computeIfAbsent(name.substring(folder + 1, file), any -> new TreeMap<>())
                    .putIfAbsent(name.substring(0, folder + 1) + stem, entry);
            if (other != null) {
                throw Refusal.of(entry.name(),
                        "is the same image as " + other.name() + "; a folder holds one file of a name");
            }
        }

        private static boolean isImage(String name) {
            String file = name.substring(name.lastIndexOf('/') + 1);
            return name.indexOf('/') > 0 && !file.startsWith(".") && !name.startsWith("__MACOSX/")
                    && ImageFile.isOne(file);
        }
    }
}
