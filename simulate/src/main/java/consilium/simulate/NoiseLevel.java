package consilium.simulate;

import consilium.kernel.spec.AnnotatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How much of their mistakes simulated annotators make: at 0 they draw the truth, at 1 as their own numbers say, beyond
/// more.
///
/// Whoever moves a boundary moves it by that many times as much; cuts become as many more, a lens as much larger. Whoever
/// misses an object altogether, or takes it for another class, does so on that share of the images, and on all from 1 on.
/// Of a confusion matrix, what is said wrong is multiplied, as far as columns can sum to 1. Left out, nothing changes.
///
/// @param factor at least 0
record NoiseLevel(Optional<Double> factor) {

    private static final double MOST_AMOUNT = 10;
    private static final int MOST_FRACTURES = 100;
    private static final double MOST_RADIUS = 1000;

    AnnotatorSpec of(AnnotatorSpec annotator) {
        return factor.isPresent() ? scaled(annotator, factor.get()) : annotator;
    }

    private static AnnotatorSpec scaled(AnnotatorSpec annotator, double factor) {
        return switch (annotator) {
            case AnnotatorSpec.Good good -> good;
            case AnnotatorSpec.Blank blank -> blank;
            case AnnotatorSpec.Over over -> new AnnotatorSpec.Over(over.name(), amount(over.amount(), factor));
            case AnnotatorSpec.Under under -> new AnnotatorSpec.Under(under.name(), amount(under.amount(), factor));
            case AnnotatorSpec.Wrong wrong -> new AnnotatorSpec.Wrong(
                    wrong.name(),
                    (int) Math.min(MOST_FRACTURES, Math.round(wrong.fractures() * factor)),
                    wrong.thickness(),
                    amount(wrong.amount(), factor),
                    wrong.drawnAs());
            case AnnotatorSpec.Swelling swelling -> new AnnotatorSpec.Swelling(
                    swelling.name(), swelling.strength(), Math.min(MOST_RADIUS, swelling.radius() * factor));
            case AnnotatorSpec.Confusion confusion -> new AnnotatorSpec.Confusion(
                    confusion.name(), scaled(confusion.matrix(), factor), confusion.correlation());
        };
    }

    private static double amount(double amount, double factor) {
        return Math.min(MOST_AMOUNT, amount * factor);
    }

    private static List<List<Double>> scaled(List<List<Double>> matrix, double factor) {
        double[][] scaled = new double[matrix.size()][matrix.size()];
        for (int truth = 0; truth < scaled.length; truth++) {
            double wrong = 1 - matrix.get(truth).get(truth);
            double times = wrong > 0 ? Math.min(factor, 1 / wrong) : 0;
            double left = 1;
            for (int said = 0; said < scaled.length; said++) {
                scaled[said][truth] = said == truth ? 0 : times * matrix.get(said).get(truth);
                left -= scaled[said][truth];
            }
            scaled[truth][truth] = Math.max(0, left);
        }
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : scaled) {
            List<Double> numbers = new ArrayList<>();
            for (double each : row) {
                numbers.add(each);
            }
            rows.add(numbers);
        }
        return rows;
    }

    /// Whether nobody makes any mistake.
    boolean silent() {
        return factor.isPresent() && factor.get() == 0;
    }

    /// Whether an annotator who misses, or mistakes, an object altogether does so on this image.
    ///
    /// @param random from which a number is drawn only where the level is below 1
    boolean strikes(RandomGenerator random) {
        return factor.isEmpty() || factor.get() >= 1 || random.nextDouble() < factor.get();
    }
}
