package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged pictures: whatever the library that reads them falls over, the user hears of one kind of problem.
class ImageFileTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif", "jpg"})
    void anyTruncationIsRefused(String ending) throws IOException {
        byte[] whole = picture(ending);
        int trailer = ending.equals("tif") ? 0 : ending.equals("png") ? 12 : 2;
        Path file = temp.resolve("cut." + ending);
        for (int length = 0; length < whole.length - trailer; length += 1 + whole.length / 200) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(Refused.message(() -> ImageFile.read(file).image())).startsWith(file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif", "jpg"})
    void anyFlippedByteIsRefusedOrRead(String ending) throws IOException {
        byte[] whole = picture(ending);
        Random random = new Random(1);
        Path file = temp.resolve("flipped." + ending);
        for (int trial = 0; trial < 300; trial++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt();
            Files.write(file, bytes);
            try {
                assertThat(ImageFile.read(file).image()).isNotEmpty();
            } catch (ProblemException refused) {
                assertThat(refused.problem().detail()).startsWith(file.toString());
            }
        }
    }

    private static byte[] picture(String ending) throws IOException {
        Random random = new Random(7);
        if (ending.equals("tif")) {
            float[] values = new float[40 * 30];
            for (int pixel = 0; pixel < values.length; pixel++) {
                values[pixel] = random.nextFloat();
            }
            return FloatTiff.bytes(40, 30, values);
        }
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < 40 * 30; pixel++) {
            image.getRaster().setSample(pixel % 40, pixel / 40, 0, random.nextInt(256));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, ending, out);
        return out.toByteArray();
    }
}
