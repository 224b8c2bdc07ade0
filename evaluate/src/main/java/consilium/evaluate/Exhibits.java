package consilium.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which images are shown: evenly spaced from the worst Dice to the best, so that a figure flatters nobody. Images of
/// equal Dice stand in their own order; those without a score come last.
final class Exhibits {

    private Exhibits() {}

    static List<ImageScore> choose(List<ImageScore> scores, int count) {
        List<ImageScore> ranked = new ArrayList<>(scores);
        ranked.sort(Comparator.comparingDouble(score -> score.foregroundDice().orElse(2)));
        int shown = Math.min(count, ranked.size());
        return IntStream.range(0, shown)
                .mapToObj(place -> ranked.get(rank(place, shown, ranked.size())))
                .toList();
    }

    private static int rank(int place, int shown, int size) {
        return shown == 1 ? (size - 1) / 2 : Math.round(place * (size - 1f) / (shown - 1));
    }
}
