/// Annotators made by operations on the truth: start at [SimulateStage], or at [TrueShape] for what each one draws.
@NullMarked
package consilium.simulate;

import org.jspecify.annotations.NullMarked;
