/// Pictures whose bytes are equal on every machine: own letters, own PNG, no window system. Start at [Canvas].
@NullMarked
package consilium.evaluate.picture;

import org.jspecify.annotations.NullMarked;
