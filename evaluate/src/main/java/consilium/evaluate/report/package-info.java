/// What several experiments say together: tables beside printed numbers, comparisons, curves. Start at
/// [consilium.evaluate.report.StudyReport].
@NullMarked
package consilium.evaluate.report;

import org.jspecify.annotations.NullMarked;
