package consilium.evaluate.metric;

import consilium.kernel.image.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Whether the probabilities of the classes mean what they say, over the pixels of one image or of many.
///
/// ECE and MCE are of the probability of each foreground class against all others, mean over the foreground classes;
/// with two classes that is the usual P(foreground). Definitions and constants: MetricsReloaded, calibration measures.
public final class Calibration {

    private static final int BINS = 10;
    /// Keeps the logarithm of an impossible class finite, at -23.03.
    private static final double LEAST = 1e-10;

    private final List<ReliabilityBins> foreground;
    private double squares;
    private double logarithms;
    private long pixels;

    /// Of no pixel yet.
    public Calibration(int classes) {
        this.foreground = new ArrayList<>();
        for (int label = 1; label < classes; label++) {
            foreground.add(new ReliabilityBins(BINS));
        }
    }

    /// @param probability of each class, `[class, pixel]`
    public static Calibration of(float[] probability, LabelMap truth, int classes) {
        Calibration calibration = new Calibration(classes);
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            calibration.add(probability, truth.size(), pixel, truth.at(pixel));
        }
        return calibration;
    }

    /// The pixels of another image, too.
    public void addAll(Calibration other) {
        for (int index = 0; index < foreground.size(); index++) {
            foreground.get(index).addAll(other.foreground.get(index));
        }
        squares += other.squares;
        logarithms += other.logarithms;
        pixels += other.pixels;
    }

    /// The expected calibration error with 10 bins, in 0 to 1.
    public OptionalDouble expectedError() {
        return mean(ReliabilityBins::expectedError);
    }

    /// The maximum calibration error with 10 bins, in 0 to 1.
    public OptionalDouble largestError() {
        return mean(ReliabilityBins::largestError);
    }

    /// The mean over pixels of the sum over classes of `(p - [class is true])^2`, in 0 to 2. Brier, Monthly Weather
    /// Review 78(1), 1950.
    public OptionalDouble brier() {
        return pixels == 0 ? OptionalDouble.empty() : OptionalDouble.of(squares / pixels);
    }

    /// The mean over pixels of `ln(p of the true class + 1e-10)`, at most 0; higher is better.
    public OptionalDouble logScore() {
        return pixels == 0 ? OptionalDouble.empty() : OptionalDouble.of(logarithms / pixels);
    }

    private void add(float[] probability, int size, int pixel, int truth) {
        pixels++;
        squares += square(probability[pixel] - (truth == 0 ? 1.0 : 0.0));
        for (int label = 1; label <= foreground.size(); label++) {
            double said = probability[label * size + pixel];
            squares += square(said - (truth == label ? 1 : 0));
            foreground.get(label - 1).add(said, truth == label);
        }
        logarithms += StrictMath.log(probability[truth * size + pixel] + LEAST);
    }

    private OptionalDouble mean(Function<ReliabilityBins, OptionalDouble> error) {
        return foreground.stream()
                .map(error)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    private static double square(double difference) {
        return difference * difference;
    }
}
