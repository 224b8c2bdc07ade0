package consilium.ingest.shell.growing;

import consilium.ingest.coco.DrawnAnnotation;
import consilium.ingest.coco.LabelStudioJson;
import consilium.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Label Studio's webhook tells: an annotation was made, changed or deleted; whatever else it tells is let pass.
///
/// Source: Label Studio's documentation, "Webhook event format reference".
final class LabelStudioPayload {

    private static final String WHAT = "webhook of label-studio";

    private final Map<?, ?> payload;

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is not one
    LabelStudioPayload(@Nullable Object payload) {
        this.payload = map("the payload", payload);
        if (!(this.payload.get("action") instanceof String)) {
            throw refuse("action", "must say what happened, such as ANNOTATION_CREATED");
        }
    }

    /// @param toolId  the annotation's id in the tool
    /// @param updated when it was last changed
    record Drawn(DrawnAnnotation annotation, Optional<String> toolId, Optional<String> updated) {}

    /// @param imageField the field of a task's data that names its image
    List<Drawn> drawn(String imageField) {
        List<Drawn> drawn = new ArrayList<>();
        if ("ANNOTATIONS_CREATED".equals(payload.get("action"))) {
            for (Object annotation : list("annotation")) {
                drawn.addAll(drawn(imageField, map("annotation", annotation)));
            }
        } else if ("ANNOTATION_CREATED".equals(payload.get("action"))
                || "ANNOTATION_UPDATED".equals(payload.get("action"))) {
            drawn.addAll(drawn(imageField, map("annotation", payload.get("annotation"))));
        }
        return drawn;
    }

    /// The ids of annotations that were deleted.
    List<String> deleted() {
        return "ANNOTATIONS_DELETED".equals(payload.get("action"))
                ? list("annotations").stream().map(row -> String.valueOf(map("annotations", row).get("id"))).toList()
                : List.of();
    }

    private List<Drawn> drawn(String imageField, Map<?, ?> annotation) {
        Map<String, @Nullable Object> task = new LinkedHashMap<>();
        task.put("data", map("task", payload.get("task")).get("data"));
        task.put("annotations", List.of(annotation));
        return LabelStudioJson.read(WHAT, List.of(task), imageField).annotations().stream()
                .map(drawn -> new Drawn(drawn, text(annotation, "id"), time(annotation)))
                .toList();
    }

    private static Optional<String> time(Map<?, ?> annotation) {
        return text(annotation, "updated_at").or(() -> text(annotation, "created_at"));
    }

    private static Optional<String> text(Map<?, ?> map, String field) {
        return Optional.ofNullable(map.get(field)).map(String::valueOf);
    }

    private List<?> list(String field) {
        if (payload.get(field) instanceof List<?> list) {
            return list;
        }
        throw refuse(field, "must be a list");
    }

    private static Map<?, ?> map(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw refuse(field, "must be a map");
    }

    private static RuntimeException refuse(String field, String why) {
        return new Problem.BadInput(WHAT, field, why).toException();
    }
}
