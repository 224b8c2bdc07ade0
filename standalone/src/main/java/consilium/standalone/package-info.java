/// Every service, a broker and a database in one process: start at [House]. Where things lie is in [Home]; the command
/// line is in `consilium.standalone.cli`.
@NullMarked
package consilium.standalone;

import org.jspecify.annotations.NullMarked;
