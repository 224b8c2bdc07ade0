/// A Kafka broker and a PostgreSQL beside this program: for the all-in-one and for every test that needs the real
/// thing. Both listen on the loopback interface only, keep their data in a folder, and start again on it whatever
/// ended them, `kill -9` included. Start at [EmbeddedBroker] and [EmbeddedDatabase].
@NullMarked
package consilium.embedded;

import org.jspecify.annotations.NullMarked;
