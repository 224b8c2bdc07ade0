package consilium.evaluate.metric;

import java.util.OptionalDouble;

/// How well a set of predicted maps covers the annotators' maps of an image, by Dice: `Dice_max` and `Dice_match`.
///
/// Source: Wu et al., Diversified and Personalized Multi-rater Medical Image Segmentation (D-Persona), CVPR 2024, and
/// the evaluation released with it.
///
/// @param dice of every predicted map, a row, with every annotator's, a column
public record SetDice(Agreement dice) {

    /// `Dice_max`: of every predicted map the Dice with the annotator it resembles most, mean over the predicted maps.
    public double bestAnnotator() {
        double sum = 0;
        for (int map = 0; map < dice.rows(); map++) {
            double best = 0;
            for (int annotator = 0; annotator < dice.columns(); annotator++) {
                best = Math.max(best, dice.at(map, annotator));
            }
            sum += best;
        }
        return sum / dice.rows();
    }

    /// The reverse of `Dice_max`: of every annotator the Dice with the predicted map that resembles it most, mean over
    /// the annotators.
    public double bestPrediction() {
        double sum = 0;
        for (int annotator = 0; annotator < dice.columns(); annotator++) {
            double best = 0;
            for (int map = 0; map < dice.rows(); map++) {
                best = Math.max(best, dice.at(map, annotator));
            }
            sum += best;
        }
        return sum / dice.columns();
    }

    /// `Dice_match`: every annotator is given a predicted map of their own so that the sum of Dice is largest; mean
    /// over the annotators. Empty when there are fewer predicted maps than annotators.
    public OptionalDouble matched() {
        if (dice.rows() < dice.columns()) {
            return OptionalDouble.empty();
        }
        double[][] cost = new double[dice.columns()][dice.rows()];
        for (int annotator = 0; annotator < dice.columns(); annotator++) {
            for (int map = 0; map < dice.rows(); map++) {
                cost[annotator][map] = 1 - dice.at(map, annotator);
            }
        }
        int[] mapOf = Assignment.cheapest(cost);
        double sum = 0;
        for (int annotator = 0; annotator < mapOf.length; annotator++) {
            sum += dice.at(mapOf[annotator], annotator);
        }
        return OptionalDouble.of(sum / mapOf.length);
    }
}
