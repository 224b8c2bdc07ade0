package consilium.fuse;

import static consilium.fuse.Golden.CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.FusionSpec;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// ITK's own STAPLE test: four annotators, confidence weight one half, at most 100 passes.
class ItkStapleTest {

    private static final FusionSpec.Staple AS_TESTED = new FusionSpec.Staple(100, 0, 0.5, false);

    @Test
    void itksOwnTestHasItksOwnResult() throws IOException {
        Path folder = Golden.folder("consilium.data", "itk_staple");
        JsonNode expected = Golden.json(folder.resolve("expected_p_q.json"));
        Fusion fusion = new Fusion(Votes.of(
                2,
                IntStream.rangeClosed(1, 4)
                        .mapToObj(annotator -> mask(folder.resolve("STAPLE" + annotator + ".png")))
                        .toArray(LabelMap[]::new)));

        Estimate estimate = fusion.estimate(AS_TESTED);

        assertThat(estimate.passes()).isEqualTo(expected.get("iterations_own_em").asInt());
        assertThat(estimate.prior(1)).isCloseTo(expected.get("prior_g").asDouble(), CLOSE);
        for (int annotator = 0; annotator < 4; annotator++) {
            assertThat(estimate.sensitivity(annotator))
                    .isCloseTo(expected.get("sensitivity_p").get(annotator).asDouble(), CLOSE);
            assertThat(estimate.specificity(annotator))
                    .isCloseTo(expected.get("specificity_q").get(annotator).asDouble(), CLOSE);
        }
        Fused fused = fusion.given(estimate);
        FloatBuffer baseline = metaImage(folder.resolve("STAPLEImageFilterTest.mha"), 200 * 150);
        for (int pixel = 0; pixel < 200 * 150; pixel++) {
            assertThat(fused.probability(pixel, 1)).isCloseTo(baseline.get(pixel), within(1.0e-7));
        }
    }

    private static LabelMap mask(Path png) {
        try {
            Raster pixels = ImageIO.read(png.toFile()).getRaster();
            int width = pixels.getWidth();
            return LabelMap.generate(
                    width,
                    pixels.getHeight(),
                    pixel -> pixels.getSample(pixel % width, pixel / width, 0) == 255 ? 1 : 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The floats, big-endian, that end the file.
    private static FloatBuffer metaImage(Path file, int pixels) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String header = new String(bytes, 0, bytes.length - 4 * pixels, StandardCharsets.ISO_8859_1);
        assertThat(header).contains("BinaryDataByteOrderMSB = True", "ElementType = MET_FLOAT", "DimSize = 200 150");
        return ByteBuffer.wrap(bytes, bytes.length - 4 * pixels, 4 * pixels).slice().asFloatBuffer();
    }
}
