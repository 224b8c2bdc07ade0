/// Scores fused labels and predictions against the truth, and draws them: start at [EvaluateStage].
@NullMarked
package consilium.evaluate;

import org.jspecify.annotations.NullMarked;
