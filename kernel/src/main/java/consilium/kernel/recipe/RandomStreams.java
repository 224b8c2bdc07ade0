package consilium.kernel.recipe;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Random streams by name. One name always gives one stream, so no result depends on the order, or the
/// thread, in which streams are drawn.
///
/// @param seed  from the spec
/// @param scope who draws, such as a stage's name; scopes never share numbers
public record RandomStreams(long seed, String scope) {

    private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /// @param item what the stream is for, such as an image's id
    public RandomGenerator stream(String item) {
        return ALGORITHM.create(seed(item));
    }

    /// The number that starts the stream of `item`: for an engine that has a generator of its own.
    public long seed(String item) {
        byte[] name = HexFormat.of().parseHex(Digest.of(seed + "/" + scope + "/" + item).hex());
        return ByteBuffer.wrap(name).getLong();
    }
}
