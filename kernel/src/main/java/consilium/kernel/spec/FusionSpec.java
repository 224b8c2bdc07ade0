package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.List;
import java.util.Optional;

/// How several annotators' label maps become one.
///
/// Each record is one published method and every number that changes its answer. To add a method, add a record:
/// the compiler then lists each `switch` that must learn it.
@About("How several annotators' label maps become one.")
public sealed interface FusionSpec {

    /// Soft labels: the share of the annotators who gave each label.
    @About("Soft labels: the share of annotators who gave each label.")
    record Mean() implements FusionSpec {}

    /// Per-pixel plurality vote; a tie goes to the smallest label.
    @About("Per-pixel plurality vote; a tie goes to the smallest label.")
    record MajorityVote() implements FusionSpec {}

    /// Nested majority votes, for labels that lie inside one another: whole tumour, its core, its enhancing part.
    ///
    /// The regions are the sets of labels that are left as `order` loses its first, one after the other: with the
    /// default, 2 (oedema), 1 (core), 3 (enhancing core), they are {2, 1, 3}, {1, 3} and {3}. A pixel gets the label
    /// that is added by the innermost region that a majority of the annotators put it in, and background where even the
    /// outermost has none.
    ///
    /// Source: Menze et al., The Multimodal Brain Tumor Image Segmentation Benchmark (BRATS), IEEE TMI 34(10), 2015,
    /// doi:10.1109/TMI.2014.2377694.
    ///
    /// @param order        every label but background, outermost first; empty stands for BraTS's 2, 1, 3
    /// @param halfSuffices whether a region needs only half of the votes; otherwise, as in the majority vote, more
    @About("Nested majority votes for labels inside one another, as BraTS fuses its annotators.")
    record HierarchicalVote(
            @About("Every label but background, outermost region first; left out, BraTS's 2, 1, 3") List<Integer> order,
            @About("A region needs half of the votes instead of more than half") @Default("false")
                    boolean halfSuffices)
            implements FusionSpec {

        /// Of BraTS, where 4 has become 3.
        private static final List<Integer> BRATS = List.of(2, 1, 3);

        public HierarchicalVote {
            order = order.isEmpty() ? BRATS : List.copyOf(order);
            order.forEach(label -> Require.between("a label in order", label, 1, 255));
            if (order.stream().distinct().count() < order.size()) {
                throw new IllegalArgumentException("order names each label once, was " + order);
            }
        }
    }

    /// STAPLE: EM over the hidden truth and each annotator's confusion matrix.
    ///
    /// Source: Warfield, Zou and Wells, IEEE TMI 23(7), 2004, doi:10.1109/TMI.2004.828354. Two classes follow ITK's
    /// binary filter (global prior, start from the mean vote), more follow its multi-label one. An option that is left
    /// out is not written, so a spec that uses none has the recipe it had before there were any.
    ///
    /// @param maxIterations    EM passes allowed
    /// @param tolerance        converged when no entry of a confusion matrix moves by more in a pass; 0 stands for
    ///                         the reference's own (1e-7 for two classes, 1e-5 for more)
    /// @param confidenceWeight multiplies the prior probability of foreground; two classes only
    /// @param pooled           one confusion matrix per annotator for the whole data set instead of one per image
    /// @param prior            of the truth; left out, it is global
    /// @param performancePrior of the annotators, which makes the estimate one of maximum a posteriori
    /// @param markovField      how neighbours pull at each other; image by image only
    @About("STAPLE: expectation maximisation over the truth and each annotator's confusion matrix.")
    record Staple(
            @About("EM passes allowed") @Default("10000") @Range(min = 1, max = 1000000) int maxIterations,
            @About("Converged when no entry moves by more; 0 means the reference's own") @Default("0")
                    @Range(min = 0, max = 0.1) double tolerance,
            @About("Multiplies the prior probability of foreground (two classes only)") @Default("1")
                    @Range(min = 1e-6, max = 1e6) double confidenceWeight,
            @About("One confusion matrix per annotator for the whole data set instead of one per image")
                    @Default("false") boolean pooled,
            @About("Prior of the truth: global (each label's share of all votes; when left out) or voxel-wise (its share"
                            + " of the pixel's own votes)")
                    Optional<Prior> prior,
            @About("Beta prior on each annotator's accuracy (maximum a posteriori); none when left out")
                    Optional<BetaPrior> performancePrior,
            @About("Markov random field over neighbouring pixels; none when left out")
                    Optional<MarkovField> markovField)
            implements FusionSpec, Pooling {
        public Staple {
            Require.between("maxIterations", maxIterations, 1, 1_000_000);
            Require.between("tolerance", tolerance, 0, 0.1);
            Require.between("confidenceWeight", confidenceWeight, 1e-6, 1e6);
            if (pooled && markovField.isPresent()) {
                throw new IllegalArgumentException("markovField is estimated image by image: leave out pooled, or the"
                        + " field");
            }
        }

        /// Without options.
        public Staple(int maxIterations, double tolerance, double confidenceWeight, boolean pooled) {
            this(
                    maxIterations,
                    tolerance,
                    confidenceWeight,
                    pooled,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// How probable each label is before the annotators' reliability is known.
    enum Prior {
        /// Each label's share of all votes.
        GLOBAL,
        /// Each label's share of the pixel's own votes.
        VOXEL_WISE
    }

    /// A Beta(alpha, beta) prior on each diagonal entry of an annotator's confusion matrix: as if, of each class, the
    /// annotator had been seen right on `alpha - 1` pixels more and wrong on `beta - 1`.
    ///
    /// Source: Commowick and Warfield, Incorporating priors on expert performance parameters for segmentation
    /// validation and label fusion: a maximum a posteriori STAPLE, MICCAI 2010, doi:10.1007/978-3-642-15711-0_4; the
    /// defaults are those of their Anima.
    @About("Beta prior on an annotator's accuracy: alpha - 1 pixels seen right and beta - 1 seen wrong, per class.")
    record BetaPrior(
            @About("One more than the pixels as if seen right") @Default("5") @Range(min = 1, max = 1e9) double alpha,
            @About("One more than the pixels as if seen wrong") @Default("1.5") @Range(min = 1, max = 1e9)
                    double beta) {
        public BetaPrior {
            Require.between("alpha", alpha, 1, 1e9);
            Require.between("beta", beta, 1, 1e9);
        }
    }

    /// A Potts field over each pixel's four neighbours, by mean field: every label's weight is multiplied by
    /// `exp(-weight * (neighbours expected to have another label))`, neighbours as the pass before left them.
    ///
    /// Source: Warfield, Zou and Wells, IEEE TMI 23(7), 2004, doi:10.1109/TMI.2004.828354, which proposes the field;
    /// Zhang, IEEE TSP 40(10), 1992, doi:10.1109/78.157297, for EM with its mean.
    @About("Potts field over the four neighbours, by mean field.")
    record MarkovField(
            @About("What a neighbour with another label costs, as a natural logarithm of odds") @Default("0.5")
                    @Range(min = 0, max = 100) double weight) {
        public MarkovField {
            Require.between("weight", weight, 0, 100);
        }
    }

    /// Spatial STAPLE: confusion matrices that vary over the image, each estimated in a window around its pixel and
    /// drawn towards STAPLE's.
    ///
    /// Source: Asman and Landman, Formulating spatially varying performance in the statistical fusion framework, IEEE
    /// TMI 31(6), 2012, doi:10.1109/TMI.2012.2190992. The share of the global estimate matters more than the window:
    /// without it the method loses to the majority vote; with the defaults, it matched or beat it on 8 of 12 sets.
    ///
    /// @param halfWindow    pixels from the window's centre to its edge, so its side is `2 * halfWindow + 1`
    /// @param globalWeight  pixels of each class that STAPLE's estimate counts for in every window
    /// @param maxIterations EM passes allowed
    /// @param tolerance     converged when the probabilities move by less, as a mean over the pixels; 0 makes exactly
    ///                      `maxIterations` passes
    @About("Spatial STAPLE: confusion matrices estimated in a window around each pixel.")
    record SpatialStaple(
            @About("Pixels from the window's centre to its edge") @Default("7") @Range(min = 1, max = 10000)
                    int halfWindow,
            @About("Pixels of each class that the global estimate counts for in every window") @Default("100")
                    @Range(min = 0, max = 1e9) double globalWeight,
            @About("EM passes allowed") @Default("100") @Range(min = 1, max = 1000000) int maxIterations,
            @About("Converged when the mean probability moves by less; 0 makes every pass that is allowed")
                    @Default("1e-5") @Range(min = 0, max = 0.1) double tolerance)
            implements FusionSpec {
        public SpatialStaple {
            Require.between("halfWindow", halfWindow, 1, 10_000);
            Require.between("globalWeight", globalWeight, 0, 1e9);
            Require.between("maxIterations", maxIterations, 1, 1_000_000);
            Require.between("tolerance", tolerance, 0, 0.1);
        }
    }

    /// COLLATE: STAPLE that also finds out which pixels are easy, where everyone is right but for slips, and learns of
    /// the annotators on the others alone.
    ///
    /// Source: Asman and Landman, Robust statistical label fusion through consensus level, labeler accuracy, and truth
    /// estimation (COLLATE), IEEE TMI 30(10), 2011, doi:10.1109/TMI.2011.2147795; with two levels of consensus.
    ///
    /// @param accuracy      P(an annotator is right) at easy pixels
    /// @param maxIterations EM passes allowed
    /// @param tolerance     converged when neither an entry of a matrix nor the share of easy pixels moves by more
    /// @param pooled        one estimate for the whole data set instead of one per image
    @About("COLLATE: STAPLE that learns of the annotators where they are not all but certain to agree.")
    record Collate(
            @About("P(an annotator is right) at pixels where all are all but certain to agree") @Default("0.99")
                    @Range(min = 0.5, max = 0.999999) double accuracy,
            @About("EM passes allowed") @Default("10000") @Range(min = 1, max = 1000000) int maxIterations,
            @About("Converged when nothing estimated moves by more") @Default("1e-6") @Range(min = 0, max = 0.1)
                    double tolerance,
            @About("One estimate for the whole data set instead of one per image") @Default("false") boolean pooled)
            implements FusionSpec, Pooling {
        public Collate {
            Require.between("accuracy", accuracy, 0.5, 0.999999);
            Require.between("maxIterations", maxIterations, 1, 1_000_000);
            Require.between("tolerance", tolerance, 0, 0.1);
        }
    }

    /// Dawid and Skene's estimate of observers' error rates: STAPLE's model, where the classes' shares are estimated
    /// too, and of the whole data set at once.
    ///
    /// Source: Dawid and Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm, Applied
    /// Statistics 28(1), 1979, doi:10.2307/2346806.
    ///
    /// @param maxIterations EM passes allowed
    /// @param tolerance     converged when neither an entry of a matrix nor a class's share moves by more
    /// @param pooled        one estimate for the whole data set instead of one per image
    @About("Dawid and Skene: error rates and the classes' shares by expectation maximisation.")
    record DawidSkene(
            @About("EM passes allowed") @Default("10000") @Range(min = 1, max = 1000000) int maxIterations,
            @About("Converged when nothing estimated moves by more") @Default("1e-7") @Range(min = 0, max = 0.1)
                    double tolerance,
            @About("One estimate for the whole data set instead of one per image") @Default("true") boolean pooled)
            implements FusionSpec, Pooling {
        public DawidSkene {
            Require.between("maxIterations", maxIterations, 1, 1_000_000);
            Require.between("tolerance", tolerance, 0, 0.1);
        }
    }

    /// The methods that learn of the annotators from votes alone, so that the votes on a whole data set will do.
    sealed interface Pooling permits Staple, Collate, DawidSkene {

        /// Whether one estimate serves the whole data set.
        boolean pooled();
    }
}
