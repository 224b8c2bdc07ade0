package consilium.evaluate.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PngTest {

    @Test
    void anotherDecoderReadsTheSamePixels() throws IOException {
        Random random = new Random(3);
        Canvas canvas = new Canvas(37, 23);
        canvas.paint(5, 4, 20, 11, (x, y) -> random.nextInt(1 << 24));
        canvas.text(1, 15, "Dice", Lettering.SMALL, Palette.INK);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(canvas.png()));

        assertThat(image.getWidth()).isEqualTo(37);
        for (int pixel = 0; pixel < 37 * 23; pixel++) {
            int x = pixel % 37;
            int y = pixel / 37;
            assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(canvas.at(x, y));
        }
    }

    @Property(tries = 300)
    void whatIsDeflatedInflatesAgain(
            @ForAll long seed, @ForAll @IntRange(max = 70_000) int size,
            @ForAll @IntRange(min = 1, max = 256) int values)
            throws DataFormatException {
        Random random = new Random(seed);
        byte[] data = new byte[size];
        for (int at = 0; at < size; at++) {
            data[at] = (byte) (random.nextInt(8) == 0 || at < 7 ? random.nextInt(values) : data[at - 7]);
        }

        Inflater inflater = new Inflater();
        inflater.setInput(Deflate.zlib(data));
        byte[] inflated = new byte[size + 1];
        int length = inflater.inflate(inflated);
        boolean finished = inflater.finished();
        inflater.end();

        assertThat(finished).isTrue();
        assertThat(length).isEqualTo(size);
        assertThat(Arrays.copyOf(inflated, size)).isEqualTo(data);
    }

    @Test
    void anEvenSheetIsSmall() {
        assertThat(new Canvas(1000, 1000).png().length).isLessThan(25_000);
    }
}
