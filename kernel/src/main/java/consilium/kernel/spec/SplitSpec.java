package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.Optional;

/// Which share of the cases validates and which tests; the rest trains. Cases, not images, are drawn, by the
/// experiment's seed, so two images of one patient never part. Where the data set brings test or validation
/// images of its own, that share is not drawn.
///
/// @param file when given nothing is drawn: a line per case, `case,split`, where the split is `train`, `validation` or
///             `test`, says what each is for; a case that it does not name, or names for two, is refused
@About("Share of the cases that validates and that tests; the rest trains. Whole cases are drawn, by the seed.")
public record SplitSpec(
        @Default("0.2") @Range(min = 0, max = 0.9) double validation,
        @Default("0.2") @Range(min = 0, max = 0.9) double test,
        @About("File of lines `case,split` that says what each case is for, instead of shares") Optional<String> file) {

    public SplitSpec {
        Require.between("validation", validation, 0, 0.9);
        Require.between("test", test, 0, 0.9);
        if (validation + test >= 1) {
            throw new IllegalArgumentException(
                    "validation and test together must leave images to train on, were " + validation + " and " + test);
        }
    }

    /// Shares alone.
    public SplitSpec(double validation, double test) {
        this(validation, test, Optional.empty());
    }
}
