package consilium.fuse;

import consilium.kernel.spec.FusionSpec;
import java.util.Optional;
import java.util.stream.IntStream;

/// Nested majority votes over regions of labels that lie inside one another.
///
/// With the order `l_1, l_2, ...`, outermost first, region `k` is the labels from `l_k` on. A pixel lies in a region
/// when more than half of the annotators who looked gave it a label of that region (or half, where that suffices), and
/// gets the label `l_k` of the innermost region it lies in; background where it lies in none. As regions only lose
/// votes inwards, whoever is in one is in all around it, and a label that nobody gave a pixel is never its label.
///
/// Where the annotators agree that something is there but not what, this finds it and [MajorityVote] may not: of three
/// who say core, oedema and background, two see a tumour, so it is oedema.
///
/// Source: Menze et al., IEEE TMI 34(10), 2015, doi:10.1109/TMI.2014.2377694.
final class HierarchicalVote {

    private HierarchicalVote() {}

    /// Probability 1 for the winner, `[pattern * classes + label]`.
    ///
    /// @throws IllegalArgumentException where a label of the classes stands nowhere in the order
    static double[] fuse(FusionSpec.HierarchicalVote spec, Patterns patterns) {
        missing(spec, patterns.classes()).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        double[] shares = patterns.shares();
        double[] winners = new double[shares.length];
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            int from = pattern * patterns.classes();
            winners[from + winner(spec, shares, from, patterns.classes())] = 1;
        }
        return winners;
    }

    /// Which of the classes the order forgets, and what would be right.
    static Optional<String> missing(FusionSpec.HierarchicalVote spec, int classes) {
        return IntStream.range(1, classes)
                .filter(label -> !spec.order().contains(label))
                .mapToObj(label -> "label " + label + " lies in no region: the order names " + spec.order()
                        + ", and must name each of 1 to " + (classes - 1) + ", outermost first")
                .findFirst();
    }

    private static int winner(FusionSpec.HierarchicalVote spec, double[] shares, int from, int classes) {
        double share = 0;
        for (int label : spec.order().reversed()) {
            share += label < classes ? shares[from + label] : 0;
            if (isMajority(share, spec.halfSuffices())) {
                return label;
            }
        }
        return 0;
    }

    /// A share is a sum of quotients: half is half up to rounding.
    private static boolean isMajority(double share, boolean halfSuffices) {
        return halfSuffices ? share > 0.5 - Posterior.TIE : share > 0.5 + Posterior.TIE;
    }
}
