/// Records to and from plain trees (maps, lists, text, numbers), strictly: start at [RecordFormat].
@NullMarked
package consilium.kernel.format;

import org.jspecify.annotations.NullMarked;
