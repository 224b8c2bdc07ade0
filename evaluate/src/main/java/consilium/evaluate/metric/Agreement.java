package consilium.evaluate.metric;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// How alike every map of one set is to every map of another, in 0 to 1.
///
/// Two maps are as alike as the mean over the foreground classes of their masks' [Similarity]. A class that neither
/// has counts as 1 or is left out of the mean, as [EmptyMask] says. Two maps without any foreground are equal, so they
/// are wholly alike under either rule: the disagreement of a map with itself is always 0.
public final class Agreement {

    /// `[map][other]`.
    private final double[][] alike;

    private Agreement(double[][] alike) {
        this.alike = alike;
    }

    public static Agreement between(MapSet maps, MapSet others, Similarity similarity, EmptyMask rule) {
        if (maps.classes() != others.classes() || maps.pixels() != others.pixels()) {
            throw new IllegalArgumentException("sets of maps of one size and the same classes are compared, these have "
                    + maps.pixels() + " pixels of " + maps.classes() + " classes and " + others.pixels() + " of "
                    + others.classes());
        }
        double[][] alike = new double[maps.size()][others.size()];
        for (int map = 0; map < maps.size(); map++) {
            for (int other = 0; other < others.size(); other++) {
                alike[map][other] = alike(maps, map, others, other, similarity, rule);
            }
        }
        return new Agreement(alike);
    }

    /// Maps of the first set.
    public int rows() {
        return alike.length;
    }

    /// Maps of the other set.
    public int columns() {
        return alike[0].length;
    }

    public double at(int map, int other) {
        return alike[map][other];
    }

    /// Over all pairs, of a set with itself also over each map with itself.
    public double mean() {
        double sum = 0;
        for (double[] row : alike) {
            for (double each : row) {
                sum += each;
            }
        }
        return sum / (rows() * columns());
    }

    /// Of a set with itself, over every two different maps; empty when there is one map alone.
    public OptionalDouble meanOfPairs() {
        if (rows() != columns()) {
            throw new IllegalStateException(
                    "pairs are of one set, these are of " + rows() + " and " + columns() + " maps");
        }
        if (rows() < 2) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int map = 0; map < rows(); map++) {
            for (int other = map + 1; other < rows(); other++) {
                sum += at(map, other);
            }
        }
        return OptionalDouble.of(sum / (rows() * (rows() - 1) / 2));
    }

    private static double alike(
            MapSet maps, int map, MapSet others, int other, Similarity similarity, EmptyMask rule) {
        double sum = 0;
        int scored = 0;
        for (int label = 1; label < maps.classes(); label++) {
            OptionalDouble score = similarity.of(maps.overlap(map, others, other, label), rule);
            if (score.isPresent()) {
                sum += score.getAsDouble();
                scored++;
            }
        }
        return scored == 0 ? 1 : sum / scored;
    }
}
