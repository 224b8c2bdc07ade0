/// Label maps in files of their own, read and written in the same format: start at [LabelFile].
@NullMarked
package consilium.ingest.labels;

import org.jspecify.annotations.NullMarked;
