package consilium.fuse;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.plan.Role;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Workshop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Fuses a set that was put together from one part per image. Each part has the recipe that it has alone, so of a data
/// set that grew only the images that changed are fused again; the others' labels are copied.
///
/// `reliability.json` has `method`, `classes`, `unlabelled`, `annotators` (`name`, `images`), and under `images` each
/// part's own `reliability.json`, in order.
final class PartwiseFusion {

    private static final int VERSION = 1;

    private final String method;
    private final Function<Inputs, Made> fuse;

    /// @param method its name in the spec
    /// @param fuse   fuses one part
    PartwiseFusion(String method, Function<Inputs, Made> fuse) {
        this.method = method;
        this.fuse = fuse;
    }

    /// @param set   the whole
    /// @param parts one per image of the set, in its order
    Made make(AnnotationSet set, List<Inputs> parts, Workshop workshop) {
        ArtefactWriter artefact = workshop.artefact(LabelSet.KIND, VERSION);
        LabelSet first = labels(parts.getFirst(), workshop);
        List<Object> reliability = new ArrayList<>();
        try (LabelSet.Writer writer =
                LabelSet.write(artefact, parts.size(), first.classes(), set.height(), set.width())) {
            for (Inputs part : parts) {
                LabelSet labels = reliability.isEmpty() ? first : labels(part, workshop);
                writer.add(labels.map(0), labels.probabilities(0));
                reliability.add(labels.reliability());
                workshop.progress(reliability.size(), parts.size(), "image");
            }
            Digest digest = writer.commit(table(set, first.classes(), reliability));
            return new Made(Map.of(Role.LABELS, digest), Map.of("images", parts.size()));
        }
    }

    private LabelSet labels(Inputs part, Workshop workshop) {
        Map<String, Artefact> made = workshop.part(part, () -> fuse.apply(part));
        return LabelSet.of(Objects.requireNonNull(made.get(Role.LABELS)));
    }

    private Map<String, Object> table(AnnotationSet set, int classes, List<Object> reliability) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("method", method);
        table.put("classes", classes);
        table.put("unlabelled", List.of());
        table.put("annotators", annotators(set));
        table.put("images", reliability);
        return table;
    }

    private static List<Object> annotators(AnnotationSet set) {
        List<Object> rows = new ArrayList<>();
        for (int annotator = 0; annotator < set.annotators().size(); annotator++) {
            int looked = 0;
            for (int image = 0; image < set.size(); image++) {
                looked += set.present(image, annotator) ? 1 : 0;
            }
            rows.add(Map.of("name", set.annotators().get(annotator), "images", looked));
        }
        return rows;
    }
}
