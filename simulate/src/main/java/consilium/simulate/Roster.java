package consilium.simulate;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.AnnotatorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is written of the annotators: `annotators.json`, a row each with `name`, `kind` (`recorded`, `good`, ...), of who
/// labels by a confusion matrix `confusion` (`[said][truth]`, as the level of noise makes it) and, where the truth was
/// read and they drew anything that is kept, `dice`, the mean over those maps (of the target class, where there is one).
final class Roster {

    private final Panel panel;
    private final List<Dice> dice = new ArrayList<>();

    Roster(Panel panel) {
        this.panel = panel;
        for (int annotator = 0; annotator < panel.size(); annotator++) {
            dice.add(new Dice());
        }
    }

    /// Takes in what was drawn on one image.
    void add(int image, List<Optional<LabelMap>> maps) {
        panel.truth(image).ifPresent(truth -> {
            for (int annotator = 0; annotator < maps.size(); annotator++) {
                Dice mean = dice.get(annotator);
                maps.get(annotator).ifPresent(map -> mean.add(map, truth, panel.target()));
            }
        });
    }

    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object recorded : panel.recordedRows()) {
            Map<String, Object> row = new LinkedHashMap<>();
            ((Map<?, ?>) recorded).forEach((name, value) -> row.put((String) name, value));
            row.put("kind", "recorded");
            rows.add(row);
        }
        for (AnnotatorSpec annotator : panel.simulated()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", annotator.name());
            row.put("kind", kind(annotator));
            if (annotator instanceof AnnotatorSpec.Confusion confusion) {
                row.put("confusion", confusion.matrix());
            }
            rows.add(row);
        }
        for (int annotator = 0; annotator < rows.size(); annotator++) {
            if (dice.get(annotator).images() > 0) {
                rows.get(annotator).put("dice", dice.get(annotator).mean());
            }
        }
        return rows;
    }

    /// Names and Dice alone, for a dashboard; `null` where there is none.
    List<Map<String, @Nullable Object>> summary() {
        List<Map<String, @Nullable Object>> summary = new ArrayList<>();
        for (Map<String, Object> row : rows()) {
            Map<String, @Nullable Object> brief = new LinkedHashMap<>();
            brief.put("name", row.get("name"));
            brief.put("dice", row.get("dice"));
            summary.add(brief);
        }
        return summary;
    }

    private static String kind(AnnotatorSpec annotator) {
        return switch (annotator) {
            case AnnotatorSpec.Good good -> "good";
            case AnnotatorSpec.Over over -> "over";
            case AnnotatorSpec.Under under -> "under";
            case AnnotatorSpec.Wrong wrong -> "wrong";
            case AnnotatorSpec.Swelling swelling -> "swelling";
            case AnnotatorSpec.Confusion confusion -> "confusion";
            case AnnotatorSpec.Blank blank -> "blank";
        };
    }
}
