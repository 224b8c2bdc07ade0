package consilium.ingest;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Workshop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a data set's images, truth and recorded annotations side by side, image by image: three artefacts, so that
/// a later stage may be given one without the others.
final class DatasetArtefacts implements Dataset.SampleSink, AutoCloseable {

    private static final int VERSION = 1;
    private static final String SKIPPED = "skipped.json";

    private final Listing listing;
    private final Workshop workshop;
    private final ImageSet.Writer images;
    private final Optional<TruthSet.Writer> truths;
    private final Optional<AnnotationSet.Writer> annotations;
    private final int[] maps;
    private int written;

    DatasetArtefacts(Dataset dataset, Workshop workshop) {
        this.listing = dataset.listing();
        this.workshop = workshop;
        int size = listing.items().size();
        int height = listing.height();
        int width = listing.width();
        ArtefactWriter imageArtefact = workshop.artefact(ImageSet.KIND, VERSION);
        dataset.skipped().ifPresent(rows -> imageArtefact.table(SKIPPED, rows));
        this.images = ImageSet.write(
                imageArtefact, listing.items(), listing.classes(), listing.channels(),
                height, width);
        this.truths = listing.truth()
                ? Optional.of(TruthSet.write(workshop.artefact(TruthSet.KIND, VERSION), size, height, width))
                : Optional.empty();
        this.annotations = listing.annotators().isEmpty()
                ? Optional.empty()
                : Optional.of(AnnotationSet.write(
                        annotationArtefact(), size, listing.annotators().size(), height, width));
        this.maps = new int[listing.annotators().size()];
    }

    @Override
    public void add(float[] image, Optional<LabelMap> truth, List<Optional<LabelMap>> given) {
        images.add(image);
        truths.ifPresent(writer -> writer.add(truth.orElseThrow()));
        annotations.ifPresent(writer -> writer.add(given));
        for (int annotator = 0; annotator < maps.length; annotator++) {
            maps[annotator] += given.get(annotator).isPresent() ? 1 : 0;
        }
        written++;
        workshop.progress(written, listing.items().size(), "image");
    }

    /// Closes and names the artefacts, by role.
    Map<String, Digest> commit() {
        Map<String, Digest> outputs = new LinkedHashMap<>();
        outputs.put(Role.IMAGES, images.commit());
        truths.ifPresent(writer -> outputs.put(Role.TRUTH, writer.commit()));
        annotations.ifPresent(writer -> outputs.put(Role.ANNOTATIONS, writer.commit(annotators())));
        return outputs;
    }

    /// One row per annotator: `name`, and `maps`, how many images they looked at.
    List<Map<String, Object>> annotators() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int annotator = 0; annotator < maps.length; annotator++) {
            rows.add(Map.of("name", listing.annotators().get(annotator), "maps", maps[annotator]));
        }
        return rows;
    }

    @Override
    public void close() {
        images.close();
        truths.ifPresent(TruthSet.Writer::close);
        annotations.ifPresent(AnnotationSet.Writer::close);
    }

    private ArtefactWriter annotationArtefact() {
        return workshop.artefact(AnnotationSet.KIND, VERSION).attribute("classes", listing.classes());
    }
}
