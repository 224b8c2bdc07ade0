package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;

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
    @About("Wrong shape: Morpho-MNIST thickening, then fractures across the object.")
    record Wrong(
            String name,
            @About("Number of cuts") @Default("3") @Range(min = 0, max = 100) int fractures,
            @About("Thickness of a cut in pixels") @Default("1.5") @Range(min = 0, max = 50) double thickness,
            @About("Thickening before the cuts, as for `over`") @Default("0.5") @Range(min = 0, max = 10) double amount)
            implements AnnotatorSpec {
        public Wrong {
            Require.name("an annotator's name", name);
            Require.between("fractures", fractures, 0, 100);
            Require.between("thickness", thickness, 0, 50);
            Require.between("amount", amount, 0, 10);
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
