package consilium.train;

import java.util.random.RandomGenerator;

/// An order drawn at random, every one as likely as any other (Fisher and Yates). The tensor library's own sampler
/// cannot leave an item in its place.
final class Shuffle {

    private Shuffle() {}

    static int[] of(int[] items, RandomGenerator random) {
        int[] order = items.clone();
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
