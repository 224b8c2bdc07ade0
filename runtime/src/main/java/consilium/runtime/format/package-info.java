/// JSON and YAML text to plain trees and back.
@NullMarked
package consilium.runtime.format;

import org.jspecify.annotations.NullMarked;
