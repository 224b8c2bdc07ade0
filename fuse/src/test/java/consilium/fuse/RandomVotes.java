package consilium.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/// Images of 8 x 5 pixels that one to six annotators looked at, or some of them, who are right three times of four.
class RandomVotes extends DomainContextBase {

    static final int WIDTH = 8;
    static final int PIXELS = 40;

    @Provide
    Arbitrary<Votes> votes() {
        return Combinators.combine(
                Arbitraries.integers().between(2, 4),
                Arbitraries.integers().between(1, 6),
                Arbitraries.longs())
                .as((classes, annotators, seed) -> votes(classes, annotators, new Random(seed)));
    }

    static Votes votes(int classes, int annotators, Random random) {
        int[] truth = random.ints(PIXELS, 0, classes).toArray();
        int always = random.nextInt(annotators);
        List<Optional<byte[]>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotators; annotator++) {
            byte[] map = new byte[PIXELS];
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                map[pixel] = (byte) (random.nextInt(4) > 0 ? truth[pixel] : random.nextInt(classes));
            }
            maps.add(annotator == always || random.nextInt(4) > 0 ? Optional.of(map) : Optional.empty());
        }
        return Votes.ofRows(classes, WIDTH, maps);
    }

    /// The same votes, annotator `r` in the place `order[r]`.
    static Votes reordered(Votes votes, int[] order) {
        List<Optional<byte[]>> maps = new ArrayList<>(
                IntStream.range(0, votes.annotators()).mapToObj(r -> Optional.<byte[]>empty()).toList());
        for (int n = 0; n < votes.present(); n++) {
            maps.set(order[votes.annotator(n)], Optional.of(votes.map(n)));
        }
        return Votes.ofRows(votes.classes(), WIDTH, maps);
    }
}
