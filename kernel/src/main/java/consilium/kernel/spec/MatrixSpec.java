package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;

/// A form of the annotators' confusion matrices that is smaller than a full matrix at every pixel.
@About("A form of the annotators' confusion matrices that is smaller than a full matrix at every pixel.")
public sealed interface MatrixSpec {

    /// One matrix per annotator, the same in every pixel of every image: `classes^2` numbers per annotator in all.
    ///
    /// Source: Tanno et al., Learning From Noisy Labels by Regularized Estimation of Annotator Confusion, CVPR 2019,
    /// arXiv:1902.03680; the paper's row "Ours with Global CMs".
    @About("One matrix per annotator, the same in every pixel of every image.")
    record Global() implements MatrixSpec {}

    /// At every pixel the identity and `rank` columns, mixed for each class: with `v_k` a distribution over what is
    /// said, `A[i][j] = w_0j [i = j] + sum_k w_kj v_k[i]`, the `w_kj` summing to 1 over `k`. Takes
    /// `2 * rank * classes + 1` numbers per pixel instead of `classes^2`, and as many operations.
    ///
    /// With `rank` 1 these are the matrices that the paper's released code calls low-rank, `(v u' + s I)` with columns
    /// divided by their sums: `w_1j = u_j / (u_j + s)` where `v` sums to 1. With `rank` the number of classes, every
    /// matrix is among them.
    ///
    /// @param rank columns beside the identity
    @About("At every pixel the identity and `rank` columns, mixed for each class.")
    record LowRank(@About("Columns beside the identity") @Default("1") @Range(min = 1, max = 255) int rank)
            implements MatrixSpec {
        public LowRank {
            Require.between("rank", rank, 1, 255);
        }
    }
}
