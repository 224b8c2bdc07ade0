/// Dice, confusion-matrix error, figures: pure Java over recorded predictions.
@NullMarked
package consilium.evaluate;

import org.jspecify.annotations.NullMarked;
