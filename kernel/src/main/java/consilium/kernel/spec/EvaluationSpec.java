package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;

/// How results are scored.
@About("How results are scored.")
public record EvaluationSpec(
        @About("Dice and IoU where prediction and truth are both empty: one, or leave the image out (skip)")
                @Default("one") EmptyMask emptyMask,
        @About("Images shown in the figures") @Default("6") @Range(min = 0, max = 100) int figures) {

    public EvaluationSpec {
        Require.between("figures", figures, 0, 100);
    }

    /// What an overlap score is when both masks are empty. When only one is, it is 0.
    public enum EmptyMask {
        /// 1, as MetricsReloaded and medpy have it.
        ONE,
        /// Left out of the mean, as MONAI has it.
        SKIP
    }
}
