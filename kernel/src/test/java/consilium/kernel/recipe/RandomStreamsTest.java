package consilium.kernel.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomStreamsTest {

    private static final long GOLDEN_SEED = -3787866792564141872L;
    private static final long GOLDEN_FIRST = 375033544792133144L;

    private final RandomStreams streams = new RandomStreams(7, "simulate");

    @Test
    void oneNameAlwaysGivesOneStream() {
        long first = streams.stream("image-3").nextLong();
        streams.stream("image-4").nextLong();

        assertThat(streams.stream("image-3").nextLong()).isEqualTo(first);
    }

    @Test
    void seedScopeAndItemEachChangeTheStream() {
        assertThat(streams.seed("a"))
                .isNotEqualTo(streams.seed("b"))
                .isNotEqualTo(new RandomStreams(8, "simulate").seed("a"))
                .isNotEqualTo(new RandomStreams(7, "train").seed("a"));
    }

    /// If this moves, every artefact that draws random numbers moves with it: raise every such stage's revision.
    @Test
    void theStreamsThemselvesNeverMove() {
        assertThat(streams.seed("image-3")).isEqualTo(GOLDEN_SEED);
        assertThat(streams.stream("image-3").nextLong()).isEqualTo(GOLDEN_FIRST);
    }
}
