package consilium.ingest;

import consilium.ingest.growing.GrowingIngest;
import consilium.ingest.growing.GrowingSets;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads or makes a data set, splits it by case, and writes its images, truth and recorded annotations as artefacts
/// of their own.
///
/// Listed first and read image by image, so a data set larger than the heap works. Where it is wrong, the first
/// thing that is wrong is named and nothing is kept, or, where the spec says so, what is wrong is left out and listed in
/// `skipped.json` of the images.
public final class IngestStage implements Stage<StageSpec.Ingest> {

    private final DataRoot root;
    private final GrowingSets growing;

    /// @param root where the relative paths of a spec start
    public IngestStage(Path root) {
        this(root, GrowingSets.none());
    }

    /// @param root    where the relative paths of a spec start
    /// @param growing the data sets that grow
    public IngestStage(Path root, GrowingSets growing) {
        this.root = new DataRoot(root);
        this.growing = growing;
    }

    @Override
    public StageName name() {
        return StageName.INGEST;
    }

    @Override
    public Class<StageSpec.Ingest> slice() {
        return StageSpec.Ingest.class;
    }

    @Override
    public Map<String, Digest> sources(StageSpec.Ingest slice) {
        Map<String, Digest> sources = new LinkedHashMap<>(files(slice));
        slice.dataset().split().file().ifPresent(given -> sources.put(
                "splits", new FileDigests().add("splits", root.file(given)).digest()));
        return sources;
    }

    private Map<String, Digest> files(StageSpec.Ingest slice) {
        return switch (slice.dataset()) {
            case DatasetSpec.Phantoms made -> Map.of();
            case DatasetSpec.Idx idx -> Map.of("files", IdxDataset.sources(idx, root));
            case DatasetSpec.AnnotatorFolders folders -> Map.of("files", FolderDataset.sources(folders, root));
            case DatasetSpec.AnnotatorZips zips -> Map.of("files", ZipDataset.sources(zips, root));
            case DatasetSpec.Nifti nifti -> Map.of("files", NiftiDataset.sources(nifti, root));
            case DatasetSpec.AnnotationExports exports -> Map.of("files", ExportDataset.sources(exports, root));
            case DatasetSpec.Dicom dicom -> Map.of("files", DicomDataset.sources(dicom, root));
            case DatasetSpec.Arrays arrays -> Map.of("files", ArrayDataset.sources(arrays, root));
            case DatasetSpec.Growing set -> Map.of("records", GrowingIngest.sources(set, growing));
        };
    }

    @Override
    public Made make(StageSpec.Ingest slice, Inputs inputs, Workshop workshop) {
        if (slice.dataset() instanceof DatasetSpec.Growing set) {
            return new GrowingIngest(set, slice.seed(), growing).make(workshop);
        }
        try (Dataset dataset = list(slice);
                DatasetArtefacts artefacts = new DatasetArtefacts(dataset, workshop)) {
            dataset.read(artefacts);
            Map<String, Digest> outputs = artefacts.commit();
            return new Made(outputs, summary(dataset, artefacts));
        }
    }

    private Dataset list(StageSpec.Ingest slice) {
        CaseSplit split =
                new CaseSplit(slice.seed(), slice.dataset().split().file().map(root::file).map(AssignedSplits::read));
        return switch (slice.dataset()) {
            case DatasetSpec.Phantoms made -> new PhantomDataset(made, slice.seed(), split);
            case DatasetSpec.Idx idx -> new IdxDataset(idx, root, split);
            case DatasetSpec.AnnotatorFolders folders -> FolderDataset.open(folders, root, split);
            case DatasetSpec.AnnotatorZips zips -> ZipDataset.open(zips, root, split);
            case DatasetSpec.Nifti nifti -> new NiftiDataset(nifti, root, split);
            case DatasetSpec.AnnotationExports exports -> ExportDataset.open(exports, root, split);
            case DatasetSpec.Dicom dicom -> DicomDataset.open(dicom, root, split);
            case DatasetSpec.Arrays arrays -> ArrayDataset.open(arrays, root, split);
            case DatasetSpec.Growing set -> throw new IllegalStateException("ingested by its own records: " + set);
        };
    }

    private static Map<String, Object> summary(Dataset dataset, DatasetArtefacts artefacts) {
        Listing listing = dataset.listing();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("images", listing.items().size());
        for (Split split : Split.values()) {
            summary.put(split.name().toLowerCase(Locale.ROOT), count(listing, split));
        }
        summary.put("classes", listing.classes());
        summary.put("annotators", artefacts.annotators());
        dataset.skipped().ifPresent(rows -> summary.put("skipped", rows.size()));
        if (!dataset.passedOver().isEmpty()) {
            summary.put("passedOver", dataset.passedOver());
        }
        return summary;
    }

    private static int count(Listing listing, Split split) {
        return (int) listing.items().stream().map(Item::split).filter(split::equals).count();
    }
}
