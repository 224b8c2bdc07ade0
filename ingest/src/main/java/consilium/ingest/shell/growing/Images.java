package consilium.ingest.shell.growing;

import consilium.ingest.UploadedPicture;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.ledger.Execution;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Stage;
import consilium.runtime.ledger.Originals;
import consilium.runtime.ledger.Sql;
import consilium.runtime.work.LocalWorkshop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Registers the images of a data set that grows. An image's id means one image for ever.
@ApplicationScoped
class Images {

    private static final String INSERT = """
            insert into growing_image (dataset, id, case_id, pixels, pixels_index, registered)
            values (?1, ?2, ?3, ?4, ?5, clock_timestamp()) on conflict (dataset, id) do nothing""";

    private final Sql sql;
    private final RecordedSets sets;
    private final ArtefactStore store;
    private final Ledger ledger;
    private final Stage<StageSpec.Ingest> ingest;
    private final Originals originals;

    Images(
            Sql sql,
            RecordedSets sets,
            ArtefactStore store,
            Ledger ledger,
            Stage<StageSpec.Ingest> ingest,
            Originals originals) {
        this.sql = sql;
        this.sets = sets;
        this.store = store;
        this.ledger = ledger;
        this.ingest = ingest;
        this.originals = originals;
    }

    /// @param registered images that are new
    /// @param known      images that were there already, the same
    public record Registered(int registered, int known) {}

    /// Images as another ingestion left them, without copying a pixel.
    ///
    /// @throws consilium.kernel.problem.ProblemException `Conflict` for an id that means another image; `BadInput` for
    ///                                                   images of another size, or without the truth there must be
    @Transactional
    Registered register(String dataset, Registration asked) {
        sets.set(dataset);
        Map<String, Digest> made = asked.dataset()
                .map(spec -> ingested(new StageSpec.Ingest(spec, asked.seed())))
                .orElseGet(() -> given(asked));
        Digest artefact = made.get(Role.IMAGES);
        if (artefact == null) {
            throw new IllegalStateException("an ingestion makes images, this one made " + made.keySet());
        }
        return register(dataset, artefact, Optional.ofNullable(made.get(Role.TRUTH)));
    }

    /// One image somebody sent.
    ///
    /// @param caseId the patient, or whatever must not stand on both sides of a split; absent: the image itself
    /// @param truth  a picture of its true labels
    @Transactional
    Registered register(String dataset, String id, Optional<String> caseId, byte[] picture, Optional<byte[]> truth) {
        SetRow set = sets.set(dataset);
        UploadedPicture image = UploadedPicture.read("image " + id, picture);
        int classes = set.definition().classes().size();
        List<Item> items = List.of(new Item(id, caseId.orElse(id), Split.TRAIN));
        ArtefactWriter artefact = new ArtefactWriter(store, ImageSet.KIND, 1);
        try (ImageSet.Writer writer =
                ImageSet.write(artefact, items, classes, image.channels(), image.height(), image.width())) {
            writer.add(image.image());
            return register(dataset, writer.commit(), truth.map(bytes -> truth(id, image, bytes, classes)));
        }
    }

    private Digest truth(String id, UploadedPicture image, byte[] bytes, int classes) {
        UploadedPicture truth = UploadedPicture.read("truth of image " + id, bytes);
        if (truth.width() != image.width() || truth.height() != image.height()) {
            throw new Problem.BadInput("truth of image " + id, "", "is " + truth.width() + " x " + truth.height()
                    + " pixels, the image is " + image.width() + " x " + image.height()).toException();
        }
        ArtefactWriter artefact = new ArtefactWriter(store, TruthSet.KIND, 1);
        try (TruthSet.Writer writer = TruthSet.write(artefact, 1, image.height(), image.width())) {
            writer.add(truth.labels(classes));
            return writer.commit();
        }
    }

    private Map<String, Digest> ingested(StageSpec.Ingest slice) {
        Digest recipe = new Step("ingest", slice, Optional.empty(), 0, List.of())
                .recipe(Map.of(), ingest.sources(slice)).digest();
        return ledger.find(recipe)
                .map(Execution::outputs)
                .filter(outputs -> outputs.values().stream().allMatch(store::contains))
                .orElseGet(() -> ingest.make(slice, new Inputs(store, Map.of()), new LocalWorkshop(store)).outputs());
    }

    private static Map<String, Digest> given(Registration asked) {
        Digest images = asked.artefact().orElseThrow();
        return asked.truth()
                .map(truth -> Map.of(Role.IMAGES, images, Role.TRUTH, truth))
                .orElse(Map.of(Role.IMAGES, images));
    }

    private Registered register(String dataset, Digest artefact, Optional<Digest> truth) {
        ImageSet images = ImageSet.of(store.artefact(artefact));
        originals.keep(truth.map(maps -> List.of(artefact, maps)).orElse(List.of(artefact)));
        SetRow set = sets.locked(dataset);
        requireSize(set, new SetRow.Size(images.width(), images.height(), images.channels()));
        requireTruth(set, images, truth);
        int fresh = 0;
        for (int index = 0; index < images.size(); index++) {
            fresh += register(dataset, images.item(index), artefact, index, truth) ? 1 : 0;
        }
        return new Registered(fresh, images.size() - fresh);
    }

    private void requireSize(SetRow set, SetRow.Size size) {
        String dataset = set.definition().name();
        if (set.size().isEmpty()) {
            sql.update("update growing_set set width = ?2, height = ?3, channels = ?4 where name = ?1", dataset,
                    size.width(), size.height(), size.channels());
        } else if (!set.size().get().equals(size)) {
            throw new Problem.BadInput("data set " + dataset, "", "its images are " + set.size().get()
                    + ", these are " + size + "; they have the same size").toException();
        }
    }

    private void requireTruth(SetRow set, ImageSet images, Optional<Digest> truth) {
        if (set.definition().truth() && truth.isEmpty()) {
            throw new Problem.BadInput("data set " + set.definition().name(), "", "was made with truth; every image"
                    + " comes with its true label map").toException();
        }
        truth.map(digest -> TruthSet.of(store.artefact(digest)))
                .filter(maps -> maps.size() != images.size())
                .ifPresent(maps -> {
                    throw new Problem.BadInput("truth", "", "holds " + maps.size() + " label maps for "
                            + images.size() + " images").toException();
                });
    }

    private boolean register(String dataset, Item item, Digest artefact, int index, Optional<Digest> truth) {
        if (sql.update(INSERT, dataset, item.id(), item.caseId(), artefact.hex(), index) == 1) {
            truth.ifPresent(digest -> sql.update(
                    "update growing_image set truth = ?3, truth_index = ?4 where dataset = ?1 and id = ?2", dataset,
                    item.id(), digest.hex(), index));
            return true;
        }
        sql.rows(row -> row, "select pixels, pixels_index from growing_image where dataset = ?1 and id = ?2", dataset,
                item.id()).stream()
                .filter(row -> !artefact.hex().equals(row[0]) || !Integer.valueOf(index).equals(row[1]))
                .findFirst()
                .ifPresent(row -> {
                    throw new Problem.Conflict(item.id(), "image " + item.id() + " of data set " + dataset
                            + " is another one, in artefact " + row[0] + "; register this one under another id")
                            .toException();
                });
        return false;
    }
}
