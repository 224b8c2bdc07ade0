/// Six stages that do nothing but hand on, and the harnesses that drive them: what the runtime costs when the work costs
/// nothing.
@NullMarked
package consilium.relay;

import org.jspecify.annotations.NullMarked;
