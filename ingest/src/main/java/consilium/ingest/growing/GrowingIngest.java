package consilium.ingest.growing;

import consilium.ingest.growing.GrowingSets.Pixels;
import consilium.ingest.growing.Snapshot.Annotation;
import consilium.ingest.growing.Snapshot.Image;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Workshop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Ingests one version of a data set that grows.
///
/// The annotations are written twice: each image's by themselves, with only those who annotated it, and all together.
/// `parts.json` of the whole lists the single ones, so that whoever works image by image can tell which ones it knows
/// already; an image that nobody touched keeps the artefact it had. `records.json` names every annotation that was read.
public final class GrowingIngest {

    private static final int VERSION = 1;
    private static final String RECORDS = "records.json";

    private final DatasetSpec.Growing spec;
    private final GrowingSets sets;
    private final Snapshot snapshot;
    private final List<Item> items;

    /// @throws consilium.kernel.problem.ProblemException `NotFound`; `BadInput` for a version that is not there, and where
    ///                                                   nothing counts
    public GrowingIngest(DatasetSpec.Growing spec, long seed, GrowingSets sets) {
        this.spec = spec;
        this.sets = sets;
        this.snapshot = snapshot(spec, sets);
        StableSplit split = new StableSplit(spec.split(), seed);
        this.items = snapshot.images().stream()
                .map(image -> new Item(image.id(), image.caseId(), split.of(image.caseId())))
                .toList();
    }

    /// Of every record and image that is read.
    public static Digest sources(DatasetSpec.Growing spec, GrowingSets sets) {
        return Canonical.digest(snapshot(spec, sets).sources());
    }

    private static Snapshot snapshot(DatasetSpec.Growing spec, GrowingSets sets) {
        long version = spec.version().orElseThrow(() -> refuse(spec, "names no version; the newest is "
                + sets.version(spec.name())));
        Snapshot snapshot = sets.at(spec.name(), version, spec.image());
        if (snapshot.images().isEmpty()) {
            throw refuse(spec, spec.image().map(image -> "nobody's annotation of image " + image + " counts").orElse(
                    "no annotation counts") + " at version " + version);
        }
        if (spec.truth() && !snapshot.definition().truth()) {
            throw refuse(spec, "has no truth; leave truth out, or make a data set that comes with it");
        }
        return snapshot;
    }

    public Made make(Workshop workshop) {
        Pixels first = sets.image(snapshot.images().getFirst().pixels());
        Map<String, Digest> outputs = new LinkedHashMap<>();
        outputs.put(Role.IMAGES, images(first, workshop));
        if (spec.truth()) {
            outputs.put(Role.TRUTH, truth(first, workshop));
        }
        outputs.put(Role.ANNOTATIONS, annotations(first, workshop));
        return new Made(outputs, summary());
    }

    private Digest images(Pixels first, Workshop workshop) {
        ArtefactWriter artefact = workshop.artefact(ImageSet.KIND, VERSION);
        int classes = snapshot.definition().classes().size();
        try (ImageSet.Writer writer =
                ImageSet.write(artefact, items, classes, first.channels(), first.height(), first.width())) {
            for (Image image : snapshot.images()) {
                writer.add(sets.image(image.pixels()).values());
            }
            return writer.commit();
        }
    }

    private Digest truth(Pixels first, Workshop workshop) {
        ArtefactWriter artefact = workshop.artefact(TruthSet.KIND, VERSION);
        try (TruthSet.Writer writer = TruthSet.write(artefact, items.size(), first.height(), first.width())) {
            for (Image image : snapshot.images()) {
                writer.add(sets.truth(image.truth().orElseThrow()));
            }
            return writer.commit();
        }
    }

    private Digest annotations(Pixels first, Workshop workshop) {
        List<Object> parts = new ArrayList<>();
        Digest part = null;
        for (Image image : snapshot.images()) {
            part = part(image, first, workshop);
            parts.add(part.hex());
            workshop.progress(parts.size(), items.size(), "image");
        }
        return spec.image().isPresent() && part != null ? part : whole(first, parts, workshop);
    }

    /// One image's annotations; decided by these alone, whatever else the data set holds.
    private Digest part(Image image, Pixels first, Workshop workshop) {
        List<String> names = image.annotations().stream().map(Annotation::annotator).toList();
        ArtefactWriter artefact = artefact(workshop)
                .attribute("part", true)
                .table(RECORDS, new Snapshot(snapshot.definition(), 0, List.of(image)).records());
        try (AnnotationSet.Writer writer =
                AnnotationSet.write(artefact, 1, names.size(), first.height(), first.width())) {
            writer.add(image.annotations().stream().map(given -> Optional.of(sets.labels(given.labels()))).toList());
            return writer.commit(names.stream().map(name -> row(name, 1)).toList());
        }
    }

    private Digest whole(Pixels first, List<Object> parts, Workshop workshop) {
        List<String> names = snapshot.annotators();
        ArtefactWriter artefact = artefact(workshop)
                .table(Inputs.PARTS, parts)
                .table(RECORDS, snapshot.records());
        try (AnnotationSet.Writer writer =
                AnnotationSet.write(artefact, items.size(), names.size(), first.height(), first.width())) {
            for (Image image : snapshot.images()) {
                writer.add(names.stream().map(name -> map(image, name)).toList());
            }
            return writer.commit(annotators());
        }
    }

    private Optional<LabelMap> map(Image image, String annotator) {
        return image.annotations().stream()
                .filter(given -> given.annotator().equals(annotator))
                .findFirst()
                .map(given -> sets.labels(given.labels()));
    }

    private List<Map<String, Object>> annotators() {
        return snapshot.annotators().stream()
                .map(name -> row(name, (int) snapshot.images().stream()
                        .filter(image -> image.annotations().stream()
                                .anyMatch(given -> given.annotator().equals(name)))
                        .count()))
                .toList();
    }

    private static Map<String, Object> row(String name, int maps) {
        return Map.of("name", name, "maps", maps);
    }

    private ArtefactWriter artefact(Workshop workshop) {
        return workshop.artefact(AnnotationSet.KIND, VERSION)
                .attribute("classes", snapshot.definition().classes().size());
    }

    private Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("images", items.size());
        for (Split split : Split.values()) {
            summary.put(split.name().toLowerCase(Locale.ROOT),
                    (int) items.stream().filter(item -> item.split() == split).count());
        }
        summary.put("classes", snapshot.definition().classes().size());
        summary.put("annotators", annotators());
        summary.put("version", snapshot.version());
        return summary;
    }

    private static RuntimeException refuse(DatasetSpec.Growing spec, String why) {
        return new Problem.BadInput("data set " + spec.name(), "", why).toException();
    }
}
