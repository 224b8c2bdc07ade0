/// Triggers, planning, following experiments to their end, REST API.
@NullMarked
package consilium.orchestrate;

import org.jspecify.annotations.NullMarked;
