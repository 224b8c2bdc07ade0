/// A Kafka broker and a PostgreSQL in this process: for the all-in-one and for every test that needs the real thing.
@NullMarked
package consilium.embedded;

import org.jspecify.annotations.NullMarked;
