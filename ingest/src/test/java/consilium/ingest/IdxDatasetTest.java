package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.plan.StageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {

    @TempDir
    private Path temp;

    @Test
    void intensitiesAreFractionsOfTheRangeAndTruthIsAboveTheThreshold() {
        IdxFiles.write(temp, "a.idx", IdxFiles.images(3, 8, 16));

        Ingested ingested = ingest("{kind: idx, images: a.idx}");

        assertThat(ingested.images().image(1)).startsWith(128 / 255f, 129 / 255f).endsWith(1f);
        assertThat(ingested.truth().map(0).count(1)).isZero();
        assertThat(ingested.truth().map(1).count(1)).isEqualTo(128);
        assertThat(ingested.truth().map(1).width()).isEqualTo(16);
    }

    @Test
    void gzipIsRecognisedByItsBytesNotItsName() {
        IdxFiles.write(temp, "plain.gz", IdxFiles.images(4, 3, 5));
        IdxFiles.write(temp, "packed.idx", IdxFiles.gzip(IdxFiles.images(4, 3, 5)));

        assertThat(ingest("{kind: idx, images: packed.idx}").made().outputs())
                .isEqualTo(ingest("{kind: idx, images: plain.gz}").made().outputs());
    }

    @Test
    void aTestFileTestsAndTheTrainingFileGivesTheValidation() {
        IdxFiles.write(temp, "a.idx", IdxFiles.images(10, 2, 2));
        IdxFiles.write(temp, "b.idx", IdxFiles.images(5, 2, 2));

        Ingested ingested = ingest("{kind: idx, images: a.idx, testImages: b.idx, testLimit: 3}");

        assertThat(ingested.images().counts())
                .isEqualTo(Map.of("train", 8, "validation", 2, "test", 3));
        assertThat(ingested.images().items().getLast()).isEqualTo(new Item("test-00002", "test-00002", Split.TEST));
        assertThat(ingested.made().summary())
                .containsEntry("images", 13)
                .containsEntry("classes", 2)
                .containsEntry("validation", 2);
    }

    @Test
    void testImagesOfAnotherSizeAreRefused() {
        IdxFiles.write(temp, "a.idx", IdxFiles.images(10, 2, 2));
        IdxFiles.write(temp, "b.idx", IdxFiles.images(5, 2, 3));

        assertThat(Refused.message(() -> ingest("{kind: idx, images: a.idx, testImages: b.idx}")))
                .isEqualTo(temp + "/b.idx: its images are 2 x 3 pixels, those of " + temp + "/a.idx are 2 x 2");
    }

    @Test
    void aMissingFileSaysWhereRelativePathsStart() {
        assertThat(Refused.message(() -> ingest("{kind: idx, images: mnist/none.gz}")))
                .isEqualTo(temp + "/mnist/none.gz: no such file; relative paths start at " + temp
                        + " (consilium.data)");
    }

    @Test
    void sourcesChangeWithTheBytesAndNotWithThePlace() throws Exception {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        IdxFiles.write(temp, "a.idx", IdxFiles.images(10, 2, 2));
        IdxFiles.write(elsewhere, "a.idx", IdxFiles.images(10, 2, 2));
        StageSpec.Ingest slice = new StageSpec.Ingest(Ingested.spec("{kind: idx, images: a.idx}"), 1);
        var before = new IngestStage(temp).sources(slice);

        assertThat(new IngestStage(elsewhere).sources(slice)).isEqualTo(before);

        IdxFiles.write(elsewhere, "a.idx", IdxFiles.images(11, 2, 2));
        assertThat(new IngestStage(elsewhere).sources(slice)).isNotEqualTo(before);
    }

    @Test
    void mnistIsAllThere() {
        Path root = RealData.root("mnist");

        Ingested ingested = Ingested.of(
                "{kind: idx, images: mnist/train-images-idx3-ubyte.gz, testImages: mnist/t10k-images-idx3-ubyte.gz,"
                        + " limit: 1000}",
                root, temp);

        assertThat(ingested.images().counts()).isEqualTo(Map.of("train", 800, "validation", 200, "test", 10000));
        assertThat(ingested.images().height()).isEqualTo(28);
        // Counted with Python: the first training image, a five, has pixels that sum to 27525, and 111 of them lie above half the range.
        float sum = 0;
        for (float pixel : ingested.images().image(0)) {
            sum += pixel;
        }
        assertThat(Math.round(sum * 255)).isEqualTo(27525);
        assertThat(ingested.truth().map(0).count(1)).isEqualTo(111);
        assertThat(IdxFile.open(root.resolve("mnist/train-images-idx3-ubyte.gz")).count()).isEqualTo(60000);
    }

    private Ingested ingest(String dataset) {
        return Ingested.of(dataset, temp, temp);
    }
}
