package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.List;
import java.util.Optional;

/// A simulated annotator: an operation on the true label map, with every number that changes its answer.
///
/// Source: section 4 and appendix A.1 of the paper; the operations follow Morpho-MNIST (Castro et al., JMLR 20, 2019).
@About("A simulated annotator: an operation on the true label map.")
public sealed interface AnnotatorSpec {

    String name();

    /// Draws the truth.
    @About("Draws the truth.")
    record Good(String name) implements AnnotatorSpec {
        public Good {
            Require.name("an annotator's name", name);
        }
    }

    /// Over-segments: Morpho-MNIST's thickening.
    ///
    /// @param amount how far the boundary moves out, as a multiple of half the object's mean thickness
    @About("Over-segments: Morpho-MNIST thickening by `amount` times half the mean thickness.")
    record Over(String name, @Default("0.7") @Range(min = 0, max = 10) double amount) implements AnnotatorSpec {
        public Over {
            Require.name("an annotator's name", name);
            Require.between("amount", amount, 0, 10);
        }
    }

    /// Under-segments: Morpho-MNIST's thinning.
    ///
    /// @param amount how far the boundary moves in, as a multiple of half the object's mean thickness
    @About("Under-segments: Morpho-MNIST thinning by `amount` times half the mean thickness.")
    record Under(String name, @Default("0.7") @Range(min = 0, max = 10) double amount) implements AnnotatorSpec {
        public Under {
            Require.name("an annotator's name", name);
            Require.between("amount", amount, 0, 10);
        }
    }

    /// Draws the wrong shape: over-segments, then breaks the object by small fractures across it. In the other order
    /// the thickening would close the cuts again.
    ///
    /// @param fractures how many cuts
    /// @param thickness of a cut, pixels
    /// @param amount    of the thickening before them, as in [Over]
    /// @param drawnAs   the class that the object is taken for, where there are several and one is the target; left out,
    ///                  it keeps its own
    @About("Wrong shape: Morpho-MNIST thickening, then fractures across the object; perhaps as another class.")
    record Wrong(
            String name,
            @About("Number of cuts") @Default("3") @Range(min = 0, max = 100) int fractures,
            @About("Thickness of a cut in pixels") @Default("1.5") @Range(min = 0, max = 50) double thickness,
            @About("Thickening before the cuts, as for `over`") @Default("0.5") @Range(min = 0, max = 10) double amount,
            @About("Class the target is taken for; its own when left out") Optional<Integer> drawnAs)
            implements AnnotatorSpec {
        public Wrong {
            Require.name("an annotator's name", name);
            Require.between("fractures", fractures, 0, 100);
            Require.between("thickness", thickness, 0, 50);
            Require.between("amount", amount, 0, 10);
            drawnAs.ifPresent(label -> Require.between("drawnAs", label, 0, 255));
        }

        /// As its own class.
        public Wrong(String name, int fractures, double thickness, double amount) {
            this(name, fractures, thickness, amount, Optional.empty());
        }
    }

    /// Draws part of the object too large: Morpho-MNIST's swelling, a lens around a random place of its skeleton.
    ///
    /// @param strength of the lens: the exponent of the distance from its centre; 1 leaves all as it is
    /// @param radius   of the lens for an object 4 pixels thick; with the thickness it grows as its square root
    @About("Swells a part: Morpho-MNIST swelling, a lens around a random place of the object.")
    record Swelling(
            String name,
            @About("Exponent of the distance from the lens's centre; 1 leaves all as it is") @Default("3") @Range(min = 1, max = 10) double strength,
            @About("Radius of the lens in pixels for an object 4 pixels thick") @Default("7") @Range(min = 0, max = 1000) double radius)
            implements AnnotatorSpec {
        public Swelling {
            Require.name("an annotator's name", name);
            Require.between("strength", strength, 1, 10);
            Require.between("radius", radius, 0, 1000);
        }
    }

    /// Labels each pixel at random by a confusion matrix that is known exactly, which makes it the canary for methods
    /// that estimate one. Works with any number of classes.
    ///
    /// @param matrix      `A[said][truth]` = P(annotator says | truth), one row per class said; columns sum to 1
    /// @param correlation standard deviation in pixels of the Gaussian over which mistakes hang together; 0 makes every
    ///                    pixel's independent. The matrix is the same either way
    @About("Labels pixels at random by a given confusion matrix, so that the true matrix is known exactly.")
    record Confusion(
            String name,
            @About("A[said][truth] = P(annotator says | truth), a row per class said; columns sum to 1") List<List<Double>> matrix,
            @About("Pixels over which mistakes hang together (standard deviation of a Gaussian); 0: none do") @Default("0") @Range(min = 0, max = 100) double correlation)
            implements AnnotatorSpec {

        private static final double ROUNDING = 1e-6;

        public Confusion {
            Require.name("an annotator's name", name);
            matrix = matrix.stream().map(List::copyOf).toList();
            requireMatrix(matrix);
            Require.between("correlation", correlation, 0, 100);
        }

        private static void requireMatrix(List<List<Double>> matrix) {
            int classes = matrix.size();
            if (classes < 2 || matrix.stream().anyMatch(row -> row.size() != classes)) {
                throw new IllegalArgumentException(
                        "matrix has a row per class said, each with a number per true class, 2"
                                + " classes or more; was " + matrix);
            }
            for (int truth = 0; truth < classes; truth++) {
                double sum = 0;
                for (List<Double> row : matrix) {
                    Require.between("a probability in matrix", row.get(truth), 0, 1);
                    sum += row.get(truth);
                }
                if (Math.abs(sum - 1) > ROUNDING) {
                    throw new IllegalArgumentException(
                            "column " + truth + " of matrix, what is said where the truth is "
                                    + truth + ", must sum to 1, was " + sum);
                }
            }
        }
    }

    /// Misses everything: background alone.
    @About("Misses everything: all background.")
    record Blank(String name) implements AnnotatorSpec {
        public Blank {
            Require.name("an annotator's name", name);
        }
    }
}
