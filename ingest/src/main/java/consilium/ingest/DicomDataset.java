package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.dicom.DicomFile;
import consilium.ingest.dicom.DicomHeader;
import consilium.ingest.dicom.DicomSeries;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Preprocessing;
import consilium.ingest.prepare.Spacing;
import consilium.ingest.source.ByteSource;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.BlankMask;
import consilium.kernel.spec.DatasetSpec.Dicom;
import consilium.kernel.spec.DatasetSpec.Dicom.LidcReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// DICOM images, and what radiologists drew on them in LIDC-IDRI's XML. The headers and the contours are in memory, the
/// pixels are not.
final class DicomDataset {

    private final Dicom spec;
    private final SourceTree tree;
    private final Skips skips;
    private final SortedMap<String, Integer> passedOver = new TreeMap<>();
    private final List<DicomSeries> series;
    private final SeriesReadings readings;

    private DicomDataset(Dicom spec, SourceTree tree, DataRoot root) {
        this.spec = spec;
        this.tree = tree;
        this.skips = new Skips(spec.onBadInput(), tree.path());
        this.series = series();
        Set<String> uids = series.stream().map(DicomSeries::uid).collect(Collectors.toSet());
        this.readings = spec.readings()
                .map(given -> SeriesReadings.read(root.folderOrZip(given.path()), given, uids, skips))
                .orElseGet(SeriesReadings::none);
        passedOver.putAll(readings.passedOver());
    }

    /// @throws ProblemException `BadInput` for a file that is not what it should be
    static Dataset open(Dicom spec, DataRoot root, CaseSplit split) {
        SourceTree tree = SourceTree.open(root.folderOrZip(spec.path()), DicomDataset::isOne);
        try {
            return new DicomDataset(spec, tree, root).dataset(split);
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    static Digest sources(Dicom spec, DataRoot root) {
        FileDigests digests = new FileDigests();
        boolean lenient = new Skips(spec.onBadInput(), root.root()).allowed();
        SourceTree.digest(digests, "images", root.folderOrZip(spec.path()), DicomDataset::isOne, lenient);
        spec.readings().map(LidcReadings::path).map(root::folderOrZip)
                .ifPresent(path -> SourceTree.digest(digests, "readings", path, SeriesReadings::isOne, lenient));
        return digests.digest();
    }

    static boolean isOne(String name) {
        return name.indexOf('.') < 0 || name.toLowerCase(Locale.ROOT).endsWith(".dcm");
    }

    private record Slice(DicomFile file, String series) {

        DicomHeader header() {
            return file.header();
        }

        String id() {
            return header().sopInstanceUid();
        }

        String caseId() {
            return header().patientId().isEmpty() ? header().studyUid() : header().patientId();
        }
    }

    private Dataset dataset(CaseSplit split) {
        List<Slice> slices = slices();
        if (slices.isEmpty()) {
            throw Refusal.of(tree.path(), "no slice is chosen; it holds " + tree.files().size()
                    + " files that end in .dcm or have no ending, and the spec's slices ask for numbers "
                    + spec.slices().from() + " to " + spec.slices().to().map(String::valueOf).orElse("the last")
                    + " with at least " + spec.slices().minForeground() + " pixels of foreground");
        }
        Map<String, Split> splits = split.draw(
                tree.path().toString(),
                slices.stream().map(Slice::caseId).toList(),
                spec.split().validation(),
                spec.split().test());
        return new ImageDataset(
                tree.path().toString(),
                slices.stream()
                        .map(slice -> source(slice, splits.getOrDefault(slice.caseId(), Split.TRAIN)))
                        .toList(),
                2,
                new SampleReader(
                        spec.recordedAnnotators(),
                        spec.readings().map(LidcReadings::blankMeans).orElse(BlankMask.NOTHING_FOUND)),
                new Preprocessing(spec.preprocessing()),
                skips)
                .over(tree)
                .passingOver(passedOver);
    }

    /// Those that the spec chooses, series by series.
    private List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        for (DicomSeries each : series) {
            for (int index = 0; index < each.slices().size(); index++) {
                Slice slice = new Slice(each.slices().get(index), each.uid());
                if (spec.slices().covers(index) && foreground(slice) >= spec.slices().minForeground()) {
                    slices.add(slice);
                }
            }
        }
        return slices;
    }

    /// Most pixels that any one reader marked; nothing is drawn where the spec does not ask.
    private int foreground(Slice slice) {
        int most = 0;
        for (int reader = 0; spec.slices().minForeground() > 0 && reader < readers(); reader++) {
            if (readings.marked(slice.series(), reader, slice.id())) {
                try {
                    LabelMap map = readings.draw(
                            slice.series(), reader, slice.id(), slice.header().columns(), slice.header().rows());
                    most = Math.max(most, map.size() - map.count(0));
                } catch (ProblemException e) {
                    skips.add(Skip.annotation(slice.id(), spec.recordedAnnotators().get(reader), e));
                }
            }
        }
        return most;
    }

    private List<DicomSeries> series() {
        Map<String, List<DicomFile>> bySeries = new TreeMap<>();
        Map<String, String> seen = new HashMap<>();
        tree.files().forEach((name, source) -> {
            if (name.indexOf('.', name.lastIndexOf('/') + 1) < 0 && !DicomFile.recognises(source)) {
                passedOver.merge("file that is no DICOM", 1, Integer::sum);
                return;
            }
            try {
                DicomFile file = opened(source, seen);
                bySeries.computeIfAbsent(file.header().seriesUid(), uid -> new ArrayList<>()).add(file);
            } catch (ProblemException e) {
                skips.add(Skip.image(source.name().substring(source.name().lastIndexOf('/') + 1), e));
            }
        });
        List<DicomSeries> ordered = new ArrayList<>();
        bySeries.forEach((uid, files) -> {
            try {
                ordered.addAll(DicomSeries.of(files));
            } catch (ProblemException e) {
                skips.add(new Skip(uid, "series", e));
            }
        });
        return ordered;
    }

    private static DicomFile opened(ByteSource source, Map<String, String> seen) {
        DicomFile file = DicomFile.open(source);
        if (file.header().frames() != 1) {
            throw Refusal.of(source.name(), "holds " + file.header().frames()
                    + " frames; files of one image are read here");
        }
        String other = seen.putIfAbsent(file.header().sopInstanceUid(), source.name());
        if (other != null) {
            throw Refusal.of(source.name(), "is the same image as " + other + " (SOPInstanceUID "
                    + file.header().sopInstanceUid() + "); each image may come once");
        }
        return file;
    }

    private ImageSource source(Slice slice, Split split) {
        List<Optional<MapSource>> maps = new ArrayList<>();
        for (int reader = 0; reader < readers(); reader++) {
            int number = reader;
            maps.add(readings.looked(slice.series(), reader)
                    ? Optional.of(image -> readings.draw(
                            slice.series(), number, slice.id(), image.width(), image.height()))
                    : Optional.empty());
        }
        return new ImageSource(
                new Item(slice.id(), slice.caseId(), split),
                slice.file().name(),
                () -> image(slice.file()),
                Optional.empty(),
                maps);
    }

    private int readers() {
        return spec.recordedAnnotators().size();
    }

    private static Image image(DicomFile file) {
        DicomHeader header = file.header();
        return new Image(
                1,
                header.rows(),
                header.columns(),
                file.values(0),
                header.spacing().map(given -> new Spacing(given.columns(), given.rows())));
    }
}
