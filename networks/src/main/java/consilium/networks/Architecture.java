package consilium.networks;

import consilium.kernel.format.About;
import consilium.kernel.format.RecordFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything needed to build a network again; with its [Parameters] it is the network. Stored beside them as a tree.
public sealed interface Architecture {

    /// Channels of an image.
    int channels();

    /// Labels told apart, background included.
    int classes();

    /// Names of the annotators whose confusion matrices are modelled, in order; empty when none are.
    List<String> annotators();

    /// Extents below this cannot be halved as often as the network does.
    int leastExtent();

    default boolean modelsAnnotators() {
        return !annotators().isEmpty();
    }

    /// The fields of `architecture.json`.
    default Map<String, @Nullable Object> tree() {
        return RecordFormat.write(this);
    }

    /// @throws consilium.kernel.format.InvalidTreeException when the tree is not an architecture; it names every misfit
    static Architecture of(@Nullable Object tree) {
        return RecordFormat.read(Architecture.class, tree);
    }

    /// A U-Net, with one field of confusion matrices per annotator read off its last features.
    ///
    /// Level `i` has `width * 2^i` channels, the deepest as many as the one above it.
    ///
    /// @param width channels of the first level
    /// @param depth levels, the first included
    @About("A U-Net with pixel-wise confusion matrices per annotator")
    record UNet(int width, int depth, int channels, int classes, List<String> annotators) implements Architecture {
        public UNet {
            atLeast("width", width, 1);
            atLeast("depth", depth, 1);
            atLeast("channels", channels, 1);
            atLeast("classes", classes, 2);
            annotators = List.copyOf(annotators);
        }

        @Override
        public int leastExtent() {
            return 1 << (depth - 1);
        }

        private static void atLeast(String what, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(what + " must be at least " + least + ", was " + value);
            }
        }
    }
}
