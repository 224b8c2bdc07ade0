package consilium.evaluate;

/// A score that every test image has by itself, or lacks: a column of `per-image.csv`, and at the top of `metrics.json`
/// its mean over the images that have it.
enum ImageMetric {
    HD95("hd95", "95 %% Hausdorff distance in %ss, the larger of the two directed 95th percentiles between the"
            + " surfaces of prediction and truth, per foreground class, averaged like dice"),
    ASSD("assd", "average symmetric surface distance in %ss, the mean of the distances of both surfaces' pixels to"
            + " the other surface, averaged like dice"),
    SURFACE_DICE("surfaceDice", "share of both surfaces' pixels that lie within the tolerance of the other surface,"
            + " averaged like dice"),
    BRIER("brier", "mean over pixels of the sum over classes of (p - [class is true])^2"),
    LOG_SCORE("logScore", "mean over pixels of ln(p of the true class + 1e-10); higher is better"),
    ANNOTATOR_IOU("annotatorIou", "IoU of every two annotators of the image, mean over the pairs"),
    GED("ged", "2 E d(S,Y) - E d(S,S') - E d(Y,Y') with d = 1 - IoU, over all pairs; S the label maps argmax A p"
            + " expected of the annotators who looked, or the one prediction where no annotator is modelled, and Y"
            + " what they drew"),
    GED_UNBIASED("gedUnbiased", "like ged, within a set over pairs of different maps"),
    GED_DICE("gedDice", "like ged with d = 1 - Dice"),
    GED_DICE_UNBIASED("gedDiceUnbiased", "like gedUnbiased with d = 1 - Dice"),
    DICE_SOFT("diceSoft", "Dice of the mean over the annotators of A p, or of p, and the share of annotators who say a"
            + " class, both cut at 0.1, 0.3, 0.5, 0.7 and 0.9; mean over cuts and foreground classes"),
    DICE_MAX("diceMax", "Dice of every map of S with the nearest of Y, mean over S"),
    DICE_MAX_REVERSE("diceMaxReverse", "Dice of every map of Y with the nearest of S, mean over Y"),
    DICE_MATCH("diceMatch", "Dice of every map of Y with a map of S of its own, so that the sum is largest; mean over"
            + " Y, where S is not the smaller");

    private final String label;
    private final String definition;

    ImageMetric(String label, String definition) {
        this.label = label;
        this.definition = definition;
    }

    /// Its name in every table.
    String label() {
        return label;
    }

    /// What it means, in words.
    ///
    /// @param unit of distances, such as `pixel`
    String definition(String unit) {
        return definition.formatted(unit);
    }
}
