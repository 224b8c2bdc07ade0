/// Kafka as this project uses it: topics, CloudEvents, the one producer. Start at [Topics].
@NullMarked
package consilium.runtime.kafka;

import org.jspecify.annotations.NullMarked;
