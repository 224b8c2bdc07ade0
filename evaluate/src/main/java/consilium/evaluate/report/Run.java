package consilium.evaluate.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One evaluation of one method.
///
/// @param metrics   `metrics.json`
/// @param perImage  `per-image.csv`, its header first
/// @param history   `history.json` of the training; empty where nothing was trained
/// @param figures   where its pictures lie, relative to the report
public record Run(
        Map<String, @Nullable Object> metrics,
        List<List<String>> perImage,
        Map<String, @Nullable Object> history,
        List<String> figures) {

    OptionalDouble metric(String name) {
        return metrics.get(name) instanceof Number number ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    boolean swapped() {
        return Boolean.TRUE.equals(metrics.get("swapped"));
    }

    /// A column of the table of images, by the image's id; cells that are empty are left out.
    Map<String, Double> column(String name) {
        Map<String, Double> values = new LinkedHashMap<>();
        int column = perImage.isEmpty() ? -1 : perImage.getFirst().indexOf(name);
        if (column >= 0) {
            perImage.stream().skip(1).filter(row -> !row.get(column).isEmpty())
                    .forEach(row -> values.put(row.getFirst(), Double.valueOf(row.get(column))));
        }
        return values;
    }
}
