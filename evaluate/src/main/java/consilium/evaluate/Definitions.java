package consilium.evaluate;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.LinkedHashMap;
import java.util.Map;

/// What each metric means, in words, written beside the numbers so that they cannot part.
final class Definitions {

    private Definitions() {}

    /// @param unit of distances
    static Map<String, Object> of(String unit, EmptyMask rule) {
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("dice", "2 |A and B| / (|A| + |B|) of each foreground class against the truth, mean over the"
                + " foreground classes of an image, then over the test images");
        definitions.put("iou", "|A and B| / |A or B|, averaged like dice");
        definitions.put("emptyMask", switch (rule) {
            case ONE -> "both masks empty scores 1 and lies 0 apart; one of them empty scores 0 and has no distance";
            case SKIP -> "both masks empty is left out of the mean; one of them empty scores 0 and has no distance";
        });
        definitions.put("std", "standard deviation over the test images, divided by n - 1");
        definitions.put("confusionRmse", "per pixel, the column of the true class t of A[said][truth] against the"
                + " one-hot of the annotator's label; root of the mean square over test images, annotators who looked,"
                + " pixels and classes said");
        definitions.put("confusionRmseImage", "per image and true class, A[said][truth] averaged over the pixels of"
                + " that class against the share of them that the annotator called so; root of the mean square over"
                + " test images, annotators who looked, true classes present and classes said");
        definitions.put("confusionRmseFull", "like confusionRmse over all columns, those of the classes that are not"
                + " true at the pixel against 1 / classes");
        for (ImageMetric metric : ImageMetric.values()) {
            definitions.put(metric.label(), metric.definition(unit));
        }
        definitions.put("ece", "expected calibration error of P(class), 10 bins (l, u] over the pixels of all test"
                + " images, mean over the foreground classes");
        definitions.put("mce", "the largest gap of a bin of ece, mean over the foreground classes");
        definitions.put("consensus", "thirds of the test images by annotatorIou; an image on a bound is below it");
        definitions.put("annotators.dice", "dice of the label map argmax A p expected of the annotator against the"
                + " one they drew");
        definitions.put("annotators.truthDice", "dice of what the annotator drew against the truth");
        definitions.put("swapped", "for some two classes, most of what is called one is the other and the reverse");
        return definitions;
    }
}
