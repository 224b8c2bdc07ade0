package consilium.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.image.LabelMap;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LabelPngTest {

    @Test
    void indexOfPixelIsItsLabel() throws IOException {
        LabelMap map = LabelMap.generate(16, 16, pixel -> pixel);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(LabelPng.encode(map)));

        assertThat(image.getColorModel()).isInstanceOf(IndexColorModel.class);
        assertThat(image.getRaster().getSamples(0, 0, 16, 16, 0, (int[]) null))
                .containsExactly(IntStream.range(0, 256).toArray());
    }

    @Test
    void everyLabelHasItsOwnColour() {
        assertThat(IntStream.range(0, 256).map(LabelPng::colour).distinct().count()).isEqualTo(256);
    }

    @Test
    void backgroundIsBlackAndTheFirstLabelOrange() {
        assertThat(LabelPng.colour(0)).isEqualTo(0x000000);
        assertThat(LabelPng.colour(1)).isEqualTo(0xe69f00);
    }
}
