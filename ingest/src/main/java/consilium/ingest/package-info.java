/// Readers of data sets; splits; preprocessing.
@NullMarked
package consilium.ingest;

import org.jspecify.annotations.NullMarked;
