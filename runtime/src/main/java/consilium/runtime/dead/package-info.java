/// Events that nobody could work on, looked at, sent again and thrown away: start at [DeadLetterOffice].
@NullMarked
package consilium.runtime.dead;

import org.jspecify.annotations.NullMarked;
