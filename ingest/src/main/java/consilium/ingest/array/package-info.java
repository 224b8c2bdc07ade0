/// Arrays in NumPy's and safetensors' files, read element by element where they lie: start at [StoredArray].
@NullMarked
package consilium.ingest.array;

import org.jspecify.annotations.NullMarked;
