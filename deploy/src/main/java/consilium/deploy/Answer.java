package consilium.deploy;

import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.networks.Architecture;
import consilium.networks.Prediction;

/// What a network says of one image: its labels, their probabilities, and what each modelled annotator would have
/// drawn.
public final class Answer {

    private final Architecture architecture;
    private final int height;
    private final int width;
    private final Prediction prediction;

    public Answer(Architecture architecture, int height, int width, Prediction prediction) {
        this.architecture = architecture;
        this.height = height;
        this.width = width;
        this.prediction = prediction;
    }

    public Architecture architecture() {
        return architecture;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /// `[classes, height, width]`, summing to 1 over the classes.
    public float[] probabilities() {
        return prediction.probabilities();
    }

    /// The most probable label per pixel; a tie goes to the smallest.
    public LabelMap labels() {
        return mostProbable((label, pixel) -> probability(label, pixel));
    }

    /// What the annotator most probably draws: the `i` of greatest `sum_j A[i][j] p[j]`, or of greatest probability where
    /// they are foretold without matrices; a tie goes to the smallest.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`, naming the annotators that are modelled
    public LabelMap labels(String annotator) {
        int index = architecture.annotators().indexOf(annotator);
        if (index < 0) {
            throw new Problem.NotFound("annotator", "\"" + annotator + "\" in this model; it has "
                    + (architecture.modelsAnnotators() ? String.join(", ", architecture.annotators()) : "none"))
                    .toException();
        }
        return mostProbable((said, pixel) -> probability(index, said, pixel));
    }

    private LabelMap mostProbable(Score score) {
        return LabelMap.generate(width, height, pixel -> {
            int best = 0;
            double most = score.of(0, pixel);
            for (int label = 1; label < architecture.classes(); label++) {
                double probability = score.of(label, pixel);
                if (probability > most) {
                    most = probability;
                    best = label;
                }
            }
            return best;
        });
    }

    private double probability(int label, int pixel) {
        return prediction.probabilities()[label * height * width + pixel];
    }

    /// P(annotator says `said`) at the pixel.
    private double probability(int annotator, int said, int pixel) {
        int classes = architecture.classes();
        if (!architecture.modelsMistakes()) {
            return prediction.said()[(annotator * classes + said) * height * width + pixel];
        }
        double sum = 0;
        for (int truth = 0; truth < classes; truth++) {
            int entry = (annotator * classes + said) * classes + truth;
            sum += (double) prediction.confusion()[entry * height * width + pixel] * probability(truth, pixel);
        }
        return sum;
    }

    private interface Score {
        double of(int label, int pixel);
    }
}
