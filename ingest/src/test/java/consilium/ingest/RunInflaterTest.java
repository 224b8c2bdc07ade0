package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// What the JDK deflates is the oracle, and what the JDK says of damaged streams.
class RunInflaterTest {

    @Property(tries = 400)
    void everythingTheJdkDeflatesComesBack(
            @ForAll @IntRange(min = 0, max = 40_000) int length,
            @ForAll @IntRange(min = 1, max = 200) int run,
            @ForAll @IntRange(min = 1, max = 256) int values,
            @ForAll @IntRange(min = 0, max = 9) int level,
            @ForAll @IntRange(min = 0, max = 2) int strategy,
            @ForAll int seed) throws DataFormatException {
        byte[] plain = runs(length, run, values, new Random(seed));
        byte[] packed = deflated(plain, level, strategy);
        byte[] into = new byte[length + 1];

        assertThat(new RunInflater().inflate(packed, 0, packed.length, into, length + 1)).isEqualTo(length);
        assertThat(Arrays.copyOf(into, length)).isEqualTo(plain);
    }

    @Property(tries = 2000)
    void ofADamagedStreamItGivesWhatTheJdkGivesOrRefuses(@ForAll int seed) {
        Random random = new Random(seed);
        byte[] packed = deflated(runs(3000, 40, 5, random), 1 + random.nextInt(9), random.nextInt(3));
        for (int damage = 0; damage <= random.nextInt(3); damage++) {
            packed[random.nextInt(packed.length)] = (byte) random.nextInt();
        }
        byte[] ours = new byte[4000];
        byte[] theirs = new byte[4000];
        int filled;
        try {
            filled = new RunInflater().inflate(packed, 0, packed.length, ours, 4000);
        } catch (DataFormatException e) {
            return;
        }
        Inflater jdk = new Inflater();
        jdk.setInput(packed);
        int expected = 0;
        try {
            while (expected < 4000 && !jdk.finished() && !jdk.needsInput()) {
                int more = jdk.inflate(theirs, expected, 4000 - expected);
                if (more == 0) {
                    break;
                }
                expected += more;
            }
            assertThat(filled).isEqualTo(expected);
        } catch (DataFormatException e) {
            // The JDK refuses codes that leave gaps, and a wrong checksum, only after it has given what came before.
            return;
        } finally {
            jdk.end();
        }
        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] packed = deflated(runs(2000, 30, 4, new Random(1)), 9, Deflater.DEFAULT_STRATEGY);
        for (int length = 0; length < packed.length - 6; length++) {
            int cut = length;
            assertThatThrownBy(() -> new RunInflater().inflate(packed, 0, cut, new byte[2000], 2000))
                    .isInstanceOf(DataFormatException.class);
        }
    }

    private static byte[] runs(int length, int run, int values, Random random) {
        byte[] plain = new byte[length];
        for (int at = 0; at < length;) {
            int end = Math.min(length, at + 1 + random.nextInt(run));
            Arrays.fill(plain, at, end, (byte) random.nextInt(values));
            at = end;
        }
        return plain;
    }

    private static byte[] deflated(byte[] plain, int level, int strategy) {
        Deflater deflater = new Deflater(level);
        deflater.setStrategy(strategy);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[2 * plain.length + 100];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        return Arrays.copyOf(packed, length);
    }
}
