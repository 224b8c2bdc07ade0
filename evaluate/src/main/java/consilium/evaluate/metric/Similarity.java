package consilium.evaluate.metric;

import consilium.kernel.spec.EvaluationSpec.EmptyMask;
import java.util.OptionalDouble;

/// Which overlap says how alike two masks are, in 0 to 1.
public enum Similarity {
    DICE,
    IOU;

    /// Empty where both masks are and the rule leaves them out.
    public OptionalDouble of(Overlap overlap, EmptyMask rule) {
        return switch (this) {
            case DICE -> overlap.dice(rule);
            case IOU -> overlap.iou(rule);
        };
    }
}
