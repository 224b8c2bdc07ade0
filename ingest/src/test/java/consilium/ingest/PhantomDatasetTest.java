package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.DatasetSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomDatasetTest {

    @TempDir
    private Path temp;

    /// If this moves and you meant it, raise the stage's revision in StageName and paste the new digest.
    @Test
    void phantomsStillHaveTheSameBytes() {
        Ingested ingested = Ingested.of("{kind: phantoms, images: 6, width: 20, height: 16}", temp, temp);

        assertThat(ingested.made().outputs().get(Role.IMAGES))
                .hasToString("d9f85a33f35ff07aeaaf8b3fe5b44176671f7e5892eac6b9546cfdee5535627c");
        assertThat(ingested.made().outputs().get(Role.TRUTH))
                .hasToString("e6ea5b737ffd1aa915123d559c70dfb56b4d1e50516ced2fd266385ce32809e9");
    }

    @Test
    void everyImageHasALesionAndLiesInTheUnitRange() {
        Ingested ingested = Ingested.of("{kind: phantoms, images: 60, noise: 0.5}", temp, temp);

        for (int image = 0; image < 60; image++) {
            LabelMap truth = ingested.truth().map(image);
            assertThat(truth.count(1)).isBetween(4, 32 * 32 / 2);
            for (float pixel : ingested.images().image(image)) {
                assertThat(pixel).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void anImageDoesNotDependOnHowManyThereAre() {
        Ingested few = Ingested.of("{kind: phantoms, images: 5}", temp, temp);
        Ingested many = Ingested.of("{kind: phantoms, images: 9}", temp, temp);

        assertThat(many.images().image(4)).isEqualTo(few.images().image(4));
        assertThat(many.truth().map(4)).isEqualTo(few.truth().map(4));
    }

    @Test
    void lesionsAreBrighterByTheContrast() {
        Ingested ingested = Ingested.of(
                "{kind: phantoms, images: 100, width: 64, height: 64, noise: 0, contrast: 0.4}", temp, temp);
        double inside = 0;
        double outside = 0;
        long lesion = 0;
        long rest = 0;
        for (int image = 0; image < 100; image++) {
            float[] pixels = ingested.images().image(image);
            LabelMap truth = ingested.truth().map(image);
            for (int pixel = 0; pixel < pixels.length; pixel++) {
                if (truth.at(pixel) == 1) {
                    inside += pixels[pixel];
                    lesion++;
                } else {
                    outside += pixels[pixel];
                    rest++;
                }
            }
        }

        assertThat(inside / lesion - outside / rest).isBetween(0.3, 0.42);
    }

    @Test
    void phantomsReadNoFiles() {
        var slice = new StageSpec.Ingest(Ingested.spec("{kind: phantoms}"), 1);

        assertThat(new IngestStage(temp).sources(slice)).isEqualTo(Map.of());
    }

    /// Look at it: `target/phantoms.png`, each image above its truth.
    @Test
    void aContactSheetIsDrawn() throws IOException {
        int scale = 4;
        int columns = 10;
        int rows = 4;
        DatasetSpec.Phantoms spec = (DatasetSpec.Phantoms) Ingested.spec("{kind: phantoms}");
        RandomStreams streams = new RandomStreams(1, "phantoms");
        int cell = 32 * scale + 4;
        BufferedImage sheet = new BufferedImage(columns * cell, rows * 2 * cell, BufferedImage.TYPE_BYTE_GRAY);
        for (int index = 0; index < columns * rows; index++) {
            PhantomImage image = new PhantomImage(spec, streams.stream(ItemId.of("phantom", index)));
            LabelMap truth = image.truth();
            for (int pixel = 0; pixel < 32 * 32 * scale * scale; pixel++) {
                int x = pixel % (32 * scale);
                int y = pixel / (32 * scale);
                int at = y / scale * 32 + x / scale;
                int left = index % columns * cell + x;
                int top = index / columns * 2 * cell + y;
                sheet.getRaster().setSample(left, top, 0, Math.round(image.intensity()[at] * 255));
                sheet.getRaster().setSample(left, top + cell, 0, truth.at(at) * 255);
            }
        }
        Path target = Files.createDirectories(Path.of("target")).resolve("phantoms.png");

        assertThat(ImageIO.write(sheet, "png", target.toFile())).isTrue();
    }
}
