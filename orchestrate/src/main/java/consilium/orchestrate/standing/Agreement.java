package consilium.orchestrate.standing;

import java.util.ArrayList;
import java.util.List;

/// How an annotator's labels and the consensus' agree, counted in pixels, of one image or of many.
///
/// @param counts `counts[said][consensus]`
public record Agreement(List<List<Long>> counts) {

    /// @param tree lists of lists of numbers, as JSON has it
    public static Agreement read(Object tree) {
        List<List<Long>> counts = new ArrayList<>();
        for (Object row : (List<?>) tree) {
            counts.add(((List<?>) row).stream().map(count -> ((Number) count).longValue()).toList());
        }
        return new Agreement(counts);
    }

    Agreement plus(Agreement more) {
        List<List<Long>> sum = new ArrayList<>();
        for (int said = 0; said < counts.size(); said++) {
            List<Long> row = new ArrayList<>();
            for (int truth = 0; truth < counts.size(); truth++) {
                row.add(at(said, truth) + more.at(said, truth));
            }
            sum.add(row);
        }
        return new Agreement(sum);
    }

    /// The share of the consensus' foreground that was called foreground, whichever; 1 where there is none.
    double sensitivity() {
        long foreground = all() - consensus(0);
        return ratio(foreground - (said(0) - at(0, 0)), foreground);
    }

    /// The share of the consensus' background that was called background; 1 where there is none.
    double specificity() {
        return ratio(at(0, 0), consensus(0));
    }

    /// Twice the foreground pixels with one label in both, divided by the foreground pixels of either; 1 where both are
    /// empty.
    double dice() {
        return ratio(2 * right(), all() - said(0) + all() - consensus(0));
    }

    private long right() {
        long right = 0;
        for (int label = 1; label < counts.size(); label++) {
            right += at(label, label);
        }
        return right;
    }

    private long at(int said, int truth) {
        return counts.get(said).get(truth);
    }

    private long said(int label) {
        return counts.get(label).stream().mapToLong(Long::longValue).sum();
    }

    private long consensus(int label) {
        return counts.stream().mapToLong(row -> row.get(label)).sum();
    }

    private long all() {
        return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }
}
