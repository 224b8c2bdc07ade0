/// The stages' science on files that people have at hand, without house, broker or database: start at [FileFusion],
/// [FileSimulation] or [FileScores].
@NullMarked
package consilium.standalone.files;

import org.jspecify.annotations.NullMarked;
