/// Studies: a question asked of several experiments that differ in what the question is about. Start at
/// [consilium.orchestrate.study.Study].
@NullMarked
package consilium.orchestrate.study;

import org.jspecify.annotations.NullMarked;
