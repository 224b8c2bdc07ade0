/// Scores of label maps and probabilities, each a pure function with its definition and source: of one map against
/// another [Overlap], of a set of maps against the annotators' set [EnergyDistance], of probabilities [Calibration].
/// `docs/metrics.md` lists them all.
@NullMarked
package consilium.evaluate.metric;

import org.jspecify.annotations.NullMarked;
