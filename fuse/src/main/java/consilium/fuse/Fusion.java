package consilium.fuse;

import consilium.kernel.problem.Problem;
import consilium.kernel.spec.FusionSpec;
import java.util.Optional;

/// One image's votes, read once and counted, ready to be fused by any method.
///
/// Reading is the work; what follows depends on the number of different votes alone, unless a method knows neighbours.
public final class Fusion {

    /// One array of them is 1 GiB, and a method that knows neighbours takes a few.
    private static final int MOST_VALUES = 1 << 27;

    private final Votes votes;
    private final VoteCodes codes;
    private final Patterns patterns;

    /// @throws IllegalArgumentException for a vote outside the classes
    public Fusion(Votes votes) {
        this.votes = votes;
        this.codes = VoteCodes.of(votes);
        this.patterns = Patterns.of(votes, codes);
    }

    /// This image alone by any method, be it one that may be pooled.
    ///
    /// @throws IllegalStateException for a method that knows neighbours, where the votes do not know their width
    public Fused fuse(FusionSpec method) {
        return switch (method) {
            case FusionSpec.Mean mean -> mean();
            case FusionSpec.MajorityVote vote -> majorityVote();
            case FusionSpec.HierarchicalVote vote -> vote(HierarchicalVote.fuse(vote, patterns));
            case FusionSpec.Staple staple when staple.markovField().isPresent() ->
                fuse(staple, staple.markovField().get());
            case FusionSpec.SpatialStaple staple -> SpatialStaple.fuse(staple, votes, codes, patterns);
            case FusionSpec.Staple staple -> learned(estimate(staple, patterns));
            case FusionSpec.Collate collate -> learned(estimate(collate, patterns));
            case FusionSpec.DawidSkene dawidSkene -> learned(estimate(dawidSkene, patterns));
        };
    }

    /// What votes alone, of an image or of many, tell of the annotators.
    static Estimate estimate(FusionSpec.Pooling method, Patterns patterns) {
        return switch (method) {
            case FusionSpec.Staple staple -> Staple.estimate(staple, patterns);
            case FusionSpec.Collate collate -> Collate.estimate(collate, patterns);
            case FusionSpec.DawidSkene dawidSkene -> DawidSkene.estimate(dawidSkene, patterns);
        };
    }

    private Fused fuse(FusionSpec.Staple staple, FusionSpec.MarkovField spec) {
        NeighbourField field = new NeighbourField(spec, votes, codes, patterns);
        Estimate estimate = Staple.estimate(staple, patterns, field);
        double[] posterior = field.concluded(patterns.shares());
        return new Fused(votes, new EachPixel(votes.pixels()), posterior, Optional.of(estimate));
    }

    private Fused learned(Estimate estimate) {
        return new Fused(votes, codes, estimate.posterior(patterns), Optional.of(estimate));
    }

    private Fused vote(double[] posterior) {
        return new Fused(votes, codes, posterior, Optional.empty());
    }

    /// The share of the annotators who looked that gave each label.
    public Fused mean() {
        return vote(patterns.shares());
    }

    /// See [MajorityVote].
    public Fused majorityVote() {
        return vote(MajorityVote.fuse(patterns));
    }

    /// See [Staple].
    ///
    /// @throws IllegalArgumentException with a Markov field, as the truth does not follow from the estimate alone
    public Estimate estimate(FusionSpec.Staple staple) {
        if (staple.markovField().isPresent()) {
            throw new IllegalArgumentException("with a Markov field, fuse the image: the truth follows from its"
                    + " neighbours too, not from the estimate alone");
        }
        return Staple.estimate(staple, patterns);
    }

    /// The truth as an estimate has it, of this image or of a whole data set.
    public Fused given(Estimate estimate) {
        return vote(estimate.posterior(patterns));
    }

    /// Whether the method looks at a pixel's neighbours, and so at one image of rows at a time.
    public static boolean knowsNeighbours(FusionSpec method) {
        return switch (method) {
            case FusionSpec.SpatialStaple staple -> true;
            case FusionSpec.Staple staple -> staple.markovField().isPresent();
            case FusionSpec.Mean any -> false;
            case FusionSpec.MajorityVote any -> false;
            case FusionSpec.HierarchicalVote any -> false;
            case FusionSpec.Collate any -> false;
            case FusionSpec.DawidSkene any -> false;
        };
    }

    /// @throws consilium.kernel.problem.ProblemException `TooLarge` for images too large to be fused pixel by pixel, as
    ///         methods that know neighbours do
    public static void requireFit(FusionSpec method, int width, int height, int classes) {
        if (knowsNeighbours(method) && (long) width * height * classes > MOST_VALUES) {
            throw new Problem.TooLarge(
                    "an image fused pixel by pixel",
                    width + " x " + height + " pixels of " + classes + " classes",
                    MOST_VALUES + " pixels times classes")
                    .toException();
        }
    }

    Patterns patterns() {
        return patterns;
    }
}
