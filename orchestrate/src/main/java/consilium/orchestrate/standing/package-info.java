/// Standing experiments: what they do when a data set grows, and what they learn of its annotators.
///
/// Start at [StandingSpec].
@NullMarked
package consilium.orchestrate.standing;

import org.jspecify.annotations.NullMarked;
