/// Standing experiments, kept in the database and driven by what the topics tell.
///
/// Start at [Standings].
@NullMarked
package consilium.orchestrate.shell.standing;

import org.jspecify.annotations.NullMarked;
