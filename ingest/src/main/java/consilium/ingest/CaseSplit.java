package consilium.ingest;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.RandomStreams;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which cases train, validate and test.
///
/// Cases are ranked by a number drawn for each case's own name, so that neither the order in which files are listed
/// nor their number moves a case; the first of the ranking test, the next validate, the rest train. Shares are of
/// cases, rounded to the nearest, at least one case for a share above zero and at least one to train on.
final class CaseSplit {

    private final RandomStreams streams;
    private final Optional<AssignedSplits> assigned;

    CaseSplit(long seed) {
        this(seed, Optional.empty());
    }

    /// @param assigned what a file says each case is for; nothing is drawn then
    CaseSplit(long seed, Optional<AssignedSplits> assigned) {
        this.streams = new RandomStreams(seed, "split");
        this.assigned = assigned;
    }

    /// @param what       is split, for the message
    /// @param cases      their ids; repeated ids are one case
    /// @param validation share of the cases, 0 for none
    /// @param test       share of the cases, 0 for none
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when there are too few cases, or the file of splits
    ///                                                   does not name one
    Map<String, Split> draw(String what, Collection<String> cases, double validation, double test) {
        return assigned.map(file -> file.of(cases)).orElseGet(() -> drawn(what, cases, validation, test));
    }

    private Map<String, Split> drawn(String what, Collection<String> cases, double validation, double test) {
        List<String> ranked = cases.stream()
                .distinct()
                .map(id -> new Ranked(streams.seed(id), id))
                .sorted(Comparator.comparingLong(Ranked::rank).thenComparing(Ranked::id))
                .map(Ranked::id)
                .toList();
        int needed = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0);
        if (ranked.size() < needed) {
            throw new Problem.BadInput(
                    what,
                    "",
                    "holds " + ranked.size() + (ranked.size() == 1 ? " case" : " cases")
                            + ", the split needs at least " + needed
                            + "; set a share of 0 or bring more images")
                    .toException();
        }
        int testing = share(test, ranked.size(), ranked.size() - (validation > 0 ? 2 : 1));
        int validating = share(validation, ranked.size(), ranked.size() - testing - 1);
        Map<String, Split> splits = new HashMap<>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            splits.put(
                    ranked.get(rank),
                    rank < testing ? Split.TEST : rank < testing + validating ? Split.VALIDATION : Split.TRAIN);
        }
        return splits;
    }

    /// Refuses a data set in which an id stands twice or a case stands on both sides of a split.
    ///
    /// @param what is split, for the message
    /// @throws consilium.kernel.problem.ProblemException `BadInput`
    static void requireSeparate(String what, List<Item> items) {
        Map<String, Split> splits = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Item item : items) {
            Split other = splits.putIfAbsent(item.caseId(), item.split());
            if (other != null && other != item.split()) {
                throw new Problem.BadInput(
                        what,
                        "case " + item.caseId(),
                        "stands in both " + label(other) + " and " + label(item.split())
                                + "; a case belongs to one split, or the test would know what was trained on")
                        .toException();
            }
            if (!ids.add(item.id())) {
                throw new Problem.BadInput(what, "image " + item.id(), "stands twice; ids are unique").toException();
            }
        }
    }

    private static int share(double ratio, int cases, int most) {
        return ratio == 0 ? 0 : Math.clamp(Math.round(ratio * cases), 1, most);
    }

    private static String label(Split split) {
        return switch (split) {
            case TRAIN -> "training";
            case VALIDATION -> "validation";
            case TEST -> "test";
        };
    }

    private record Ranked(long rank, String id) {}
}
