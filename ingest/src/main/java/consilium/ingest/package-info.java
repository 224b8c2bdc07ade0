/// Reads data sets, or makes phantoms, and splits them by case: start at [IngestStage].
///
/// This is the stage that touches files, and so the one whose recipe names their digests.
@NullMarked
package consilium.ingest;

import org.jspecify.annotations.NullMarked;
