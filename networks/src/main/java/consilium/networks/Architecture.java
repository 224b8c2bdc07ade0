package consilium.networks;

import consilium.kernel.format.About;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.spec.MatrixSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything needed to build a network again; with its [Parameters] it is the network. Stored beside them as a tree.
public sealed interface Architecture {

    /// Channels of an image.
    int channels();

    /// Labels told apart, background included.
    int classes();

    /// Names of the annotators who are modelled, in order; empty when none are.
    List<String> annotators();

    /// Extents below this cannot be halved as often as the network does.
    int leastExtent();

    default boolean modelsAnnotators() {
        return !annotators().isEmpty();
    }

    /// Whether confusion matrices of the annotators are modelled.
    default boolean modelsMistakes() {
        return false;
    }

    /// The fields of `architecture.json`.
    default Map<String, @Nullable Object> tree() {
        return RecordFormat.write(this);
    }

    /// @throws consilium.kernel.format.InvalidTreeException when the tree is not an architecture; it names every misfit
    static Architecture of(@Nullable Object tree) {
        return RecordFormat.read(Architecture.class, tree);
    }

    /// A U-Net, with confusion matrices per annotator read off its last features.
    ///
    /// Level `i` has `width * 2^i` channels, the deepest as many as the one above it.
    ///
    /// @param width    channels of the first level
    /// @param depth    levels, the first included
    /// @param matrices form of the confusion matrices; left out, full ones at every pixel
    /// @param rates    whether every annotator also has one confusion matrix for all pixels, beside full ones at every
    ///                 pixel; left out, not
    /// @param levels   label maps drawn of each annotator ([LevelMaps]), where there are rates; left out, none
    @About("A U-Net with confusion matrices per annotator")
    record UNet(
            int width,
            int depth,
            int channels,
            int classes,
            List<String> annotators,
            Optional<MatrixSpec> matrices,
            Optional<Boolean> rates,
            Optional<Integer> levels) implements Architecture {
        public UNet {
            requireSize(width, depth, channels, classes);
            annotators = List.copyOf(annotators);
            rates = rates.filter(has -> has);
            if (rates.isPresent() && matrices.isPresent()) {
                throw new IllegalArgumentException(
                        "rates stand beside full matrices at every pixel, not beside " + matrices.get());
            }
            levels = levels.filter(drawn -> drawn != 0);
            levels.ifPresent(drawn -> atLeast("levels", drawn, 1));
            if (levels.isPresent() && rates.isEmpty()) {
                throw new IllegalArgumentException("levels are drawn by a network with rates alone");
            }
        }

        /// With full matrices at every pixel.
        public UNet(int width, int depth, int channels, int classes, List<String> annotators) {
            this(width, depth, channels, classes, annotators, Optional.empty());
        }

        /// With matrices of the form, and neither rates nor maps drawn.
        public UNet(
                int width,
                int depth,
                int channels,
                int classes,
                List<String> annotators,
                Optional<MatrixSpec> matrices) {
            this(width, depth, channels, classes, annotators, matrices, Optional.empty(), Optional.empty());
        }

        /// With rates beside full matrices.
        ///
        /// @param levels label maps drawn of each annotator, at least 0
        public static UNet rated(
                int width, int depth, int channels, int classes, List<String> annotators, int levels) {
            return new UNet(
                    width, depth, channels, classes, annotators, Optional.empty(), Optional.of(true),
                    Optional.of(levels));
        }

        /// Whether every annotator also has one confusion matrix for all pixels.
        boolean hasRates() {
            return rates.isPresent();
        }

        /// Label maps drawn of an image, all annotators' together.
        public int samples() {
            return levels.orElse(0) * annotators.size();
        }

        @Override
        public int leastExtent() {
            return 1 << (depth - 1);
        }

        @Override
        public boolean modelsMistakes() {
            return modelsAnnotators();
        }
    }

    /// A U-Net of their own for every annotator, each as [UNet] without annotators.
    @About("A U-Net per annotator")
    record UNetPerAnnotator(int width, int depth, int channels, int classes, List<String> annotators)
            implements Architecture {
        public UNetPerAnnotator {
            requireSize(width, depth, channels, classes);
            annotators = List.copyOf(annotators);
            if (annotators.isEmpty()) {
                throw new IllegalArgumentException("annotators must name at least one");
            }
        }

        @Override
        public int leastExtent() {
            return 1 << (depth - 1);
        }
    }

    /// A U-Net whose labels depend on a latent variable too.
    ///
    /// @param latent  dimensions of the latent variable
    /// @param samples drawn of every image
    /// @param seed    of the stream of random numbers that draws them
    @About("A Probabilistic U-Net")
    record ProbabilisticUNet(int width, int depth, int channels, int classes, int latent, int samples, long seed)
            implements Architecture {
        public ProbabilisticUNet {
            requireSize(width, depth, channels, classes);
            atLeast("latent", latent, 1);
            atLeast("samples", samples, 1);
        }

        @Override
        public List<String> annotators() {
            return List.of();
        }

        @Override
        public int leastExtent() {
            return 1 << (depth - 1);
        }
    }

    private static void requireSize(int width, int depth, int channels, int classes) {
        atLeast("width", width, 1);
        atLeast("depth", depth, 1);
        atLeast("channels", channels, 1);
        atLeast("classes", classes, 2);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", was " + value);
        }
    }
}
