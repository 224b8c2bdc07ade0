package consilium.simulate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import consilium.kernel.image.LabelMap;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/// True shapes of real MNIST digits: intensity above half the range.
final class Digits {

    private static final int SIDE = 28;

    private Digits() {}

    /// The first `count` training digits; the test is left out, saying so, where they are absent.
    static List<LabelMap> first(int count) {
        Path file = Path.of(System.getProperty("consilium.data", "absent")).resolve("mnist/train-images-idx3-ubyte.gz");
        assumeTrue(Files.isRegularFile(file), "left out: no " + file + "; set -Dconsilium.data to its grandparent");
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(16);
            byte[] grey = in.readNBytes(count * SIDE * SIDE);
            return IntStream.range(0, count)
                    .mapToObj(digit -> LabelMap.generate(
                            SIDE, SIDE, pixel -> (grey[digit * SIDE * SIDE + pixel] & 0xff) > 127 ? 1 : 0))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
