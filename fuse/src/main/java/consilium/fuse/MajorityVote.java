package consilium.fuse;

/// Per-pixel plurality vote.
///
/// With `y_r(i)` the label annotator `r` gave pixel `i`, the fused label is the `c` that most annotators who looked
/// gave: `argmax_c |{ r : y_r(i) = c }|`. A tie goes to the smallest `c`, so the order of the annotators does not
/// matter, and a tie with background is background.
final class MajorityVote {

    private MajorityVote() {}

    /// Probability 1 for the winner, `[pattern * classes + label]`.
    static double[] fuse(Patterns patterns) {
        return Posterior.hardened(patterns.shares(), patterns.classes());
    }
}
