/// The command line. Start at [ConsiliumCommand]; every command that needs the server talks to it over its REST API, as
/// anybody could.
@NullMarked
package consilium.standalone.cli;

import org.jspecify.annotations.NullMarked;
