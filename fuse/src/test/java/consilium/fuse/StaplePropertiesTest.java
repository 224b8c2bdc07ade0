package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.spec.FusionSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for any votes; and equality with [SlowStaple].
class StaplePropertiesTest {

    private static final FusionSpec.Staple STAPLE = Golden.STAPLE;

    /// One to three images of 40 pixels, annotators who are right three times of four, some of whom did not look.
    @Provide
    Arbitrary<List<Votes>> images() {
        return Combinators.combine(
                Arbitraries.integers().between(2, 4),
                Arbitraries.integers().between(1, 6),
                Arbitraries.integers().between(1, 3),
                Arbitraries.longs())
                .as((classes, annotators, images, seed) -> {
                    Random random = new Random(seed);
                    return IntStream.range(0, images)
                            .mapToObj(image -> votes(classes, annotators, random))
                            .toList();
                });
    }

    private static Votes votes(int classes, int annotators, Random random) {
        int[] truth = random.ints(40, 0, classes).toArray();
        int always = random.nextInt(annotators);
        List<Optional<byte[]>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotators; annotator++) {
            byte[] map = new byte[truth.length];
            for (int pixel = 0; pixel < map.length; pixel++) {
                map[pixel] = (byte) (random.nextInt(4) > 0 ? truth[pixel] : random.nextInt(classes));
            }
            maps.add(annotator == always || random.nextInt(4) > 0 ? Optional.of(map) : Optional.empty());
        }
        return new Votes(classes, maps);
    }

    @Property(tries = 200)
    void eachImageIsFusedAsTheDefinitionSays(@ForAll("images") List<Votes> images) {
        Fusion fusion = new Fusion(images.getFirst());
        assertSame(fusion.estimate(STAPLE), List.of(images.getFirst()));
    }

    @Property(tries = 200)
    void imagesTogetherAreFusedAsTheDefinitionSays(@ForAll("images") List<Votes> images) {
        assertSame(Staple.estimate(STAPLE, pool(images)), images);
    }

    private static Patterns pool(List<Votes> images) {
        Patterns.Pool pool =
                new Patterns.Pool(images.getFirst().classes(), images.getFirst().annotators());
        images.forEach(image -> pool.add(new Fusion(image).patterns()));
        return pool.patterns();
    }

    private static void assertSame(Estimate estimate, List<Votes> images) {
        int classes = images.getFirst().classes();
        SlowStaple slow = classes == 2
                ? SlowStaple.ofTwo(images, 1)
                : SlowStaple.ofMore(images, SlowStaple.Ties.LEFT_OUT);
        assertThat(estimate.passes()).isEqualTo(slow.passes());
        int from = 0;
        for (Votes image : images) {
            Fused fused = new Fusion(image).given(estimate);
            for (int pixel = 0; pixel < image.pixels(); pixel++) {
                for (int label = 0; label < classes; label++) {
                    assertThat(fused.probability(pixel, label))
                            .isCloseTo(slow.probability(from + pixel, label), within(1e-9));
                }
            }
            from += image.pixels();
        }
        for (int annotator = 0; annotator < estimate.annotators(); annotator++) {
            for (int truth = 0; truth < classes && estimate.confusion(annotator).isPresent(); truth++) {
                for (int said = 0; said < classes && slow.knows(annotator, truth); said++) {
                    assertThat(estimate.confusion(annotator).get().at(said, truth))
                            .isCloseTo(slow.confusion(annotator, said, truth), within(1e-9));
                }
            }
        }
    }

    @Property(tries = 200)
    void theLikelihoodNeverFalls(@ForAll("images") List<Votes> images) {
        Patterns patterns = pool(images);
        double before = Double.NEGATIVE_INFINITY;
        for (int passes = 1; passes <= 12; passes++) {
            double after = Staple.estimate(new FusionSpec.Staple(passes, 1e-12, 1, true), patterns)
                    .logLikelihood();
            assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
            before = after;
        }
    }

    @Property(tries = 200)
    void probabilitiesSumToOne(@ForAll("images") List<Votes> images) {
        Votes votes = images.getFirst();
        Fusion fusion = new Fusion(votes);
        for (Fused fused : List.of(fusion.mean(), fusion.majorityVote(), fusion.given(fusion.estimate(STAPLE)))) {
            for (int pixel = 0; pixel < votes.pixels(); pixel++) {
                double sum = 0;
                for (int label = 0; label < votes.classes(); label++) {
                    sum += fused.probability(pixel, label);
                }
                assertThat(sum).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Property(tries = 200)
    void orderOfAnnotatorsOnlyReordersTheirMatrices(@ForAll("images") List<Votes> images, @ForAll long seed) {
        Votes votes = images.getFirst();
        List<Integer> order = new ArrayList<>(IntStream.range(0, votes.annotators()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        List<Optional<byte[]>> maps = new ArrayList<>(Collections.nCopies(votes.annotators(), Optional.empty()));
        for (int n = 0; n < votes.present(); n++) {
            maps.set(order.get(votes.annotator(n)), Optional.of(votes.map(n)));
        }
        Fusion fusion = new Fusion(votes);
        Fusion shuffled = new Fusion(new Votes(votes.classes(), maps));

        Estimate estimate = fusion.estimate(STAPLE);
        Estimate other = shuffled.estimate(STAPLE);

        assertThat(shuffled.given(other).labels()).isEqualTo(fusion.given(estimate).labels());
        assertThat(shuffled.mean().labels()).isEqualTo(fusion.mean().labels());
        assertThat(shuffled.majorityVote().labels()).isEqualTo(fusion.majorityVote().labels());
        for (int annotator = 0; annotator < votes.annotators(); annotator++) {
            assertThat(other.sensitivity(order.get(annotator)))
                    .isCloseTo(estimate.sensitivity(annotator), within(1e-9));
            assertThat(other.specificity(order.get(annotator)))
                    .isCloseTo(estimate.specificity(annotator), within(1e-9));
        }
    }

    @Property(tries = 100)
    void anImageTwiceIsPooledLikeOnce(@ForAll("images") List<Votes> images) {
        Votes votes = images.getFirst();

        Estimate once = new Fusion(votes).estimate(STAPLE);
        Estimate twice = Staple.estimate(STAPLE, pool(List.of(votes, votes)));

        assertThat(twice.passes()).isEqualTo(once.passes());
        for (int annotator = 0; annotator < votes.annotators(); annotator++) {
            assertThat(twice.sensitivity(annotator)).isCloseTo(once.sensitivity(annotator), within(1e-9));
        }
    }
}
