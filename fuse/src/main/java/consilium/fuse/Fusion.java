package consilium.fuse;

import consilium.kernel.spec.FusionSpec;

/// One image's votes, read once and counted, ready to be fused by any method.
///
/// Reading is the work; what follows depends on the number of different votes alone.
public final class Fusion {

    private final Votes votes;
    private final VoteCodes codes;
    private final Patterns patterns;

    /// @throws IllegalArgumentException for a vote outside the classes
    public Fusion(Votes votes) {
        this.votes = votes;
        this.codes = VoteCodes.of(votes);
        this.patterns = Patterns.of(votes, codes);
    }

    /// The share of the annotators who looked that gave each label.
    public Fused mean() {
        return new Fused(votes, codes, patterns.shares());
    }

    /// See [MajorityVote].
    public Fused majorityVote() {
        return new Fused(votes, codes, MajorityVote.fuse(patterns));
    }

    /// See [Staple].
    public Estimate estimate(FusionSpec.Staple staple) {
        return Staple.estimate(staple, patterns);
    }

    /// The truth as an estimate has it, of this image or of a whole data set.
    public Fused given(Estimate estimate) {
        return new Fused(votes, codes, estimate.posterior(patterns));
    }

    Patterns patterns() {
        return patterns;
    }
}
