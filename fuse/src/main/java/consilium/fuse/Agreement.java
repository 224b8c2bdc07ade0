package consilium.fuse;

import consilium.kernel.image.LabelMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many pixels each annotator gave which label, by the label of the consensus: counts, so that whoever knows those of
/// many images can add them up.
final class Agreement {

    /// The table of a part's labels that holds the rows.
    static final String TABLE = "agreement.json";

    private final AnnotatedImages images;
    private final long[][][] counts;

    Agreement(AnnotatedImages images) {
        int classes = images.classes();
        this.images = images;
        this.counts = new long[images.set().annotators().size()][classes][classes];
    }

    void add(int image, LabelMap consensus) {
        for (int annotator = 0; annotator < counts.length; annotator++) {
            long[][] table = counts[annotator];
            images.set().map(image, annotator).ifPresent(map -> {
                for (int pixel = 0; pixel < map.size(); pixel++) {
                    table[map.at(pixel)][consensus.at(pixel)]++;
                }
            });
        }
    }

    /// One row per annotator: `name`, and `counts[said][consensus]` in pixels.
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int annotator = 0; annotator < counts.length; annotator++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", images.set().annotators().get(annotator));
            row.put("counts", table(counts[annotator]));
            rows.add(row);
        }
        return rows;
    }

    private static List<List<Long>> table(long[][] counts) {
        List<List<Long>> table = new ArrayList<>();
        for (long[] said : counts) {
            List<Long> row = new ArrayList<>();
            for (long pixels : said) {
                row.add(pixels);
            }
            table.add(row);
        }
        return table;
    }
}
