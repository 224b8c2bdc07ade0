/// Connects ingestion to Quarkus; holds no science.
@NullMarked
package consilium.ingest.shell;

import org.jspecify.annotations.NullMarked;
