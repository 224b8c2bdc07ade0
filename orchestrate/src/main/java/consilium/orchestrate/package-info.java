/// From a spec to its plan, and from the plan's steps to a result table: what orchestration decides without a database,
/// broker or clock. Start at [Planner].
@NullMarked
package consilium.orchestrate;

import org.jspecify.annotations.NullMarked;
