/// Where experiments come in, are followed and end: orchestration on Kafka and PostgreSQL. Start at [FrontDoor] for how
/// one begins and at [Tracker] for how it ends.
@NullMarked
package consilium.orchestrate.shell;

import org.jspecify.annotations.NullMarked;
