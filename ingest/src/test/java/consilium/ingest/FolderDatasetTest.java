package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDatasetTest {

    private static final String SPEC =
            """
                    kind: annotator-folders
                    path: set
                    image: image
                    truth: {folder: gt}
                    annotators: [{name: anna, folder: Anna}, {name: ben, folder: ben}]
                    """;

    @TempDir
    private Path temp;

    private Path set = Path.of("");

    /// Three images to train on and one to test; Ben did not look at case c.
    @BeforeEach
    void layOut() throws IOException {
        set = temp.resolve("set");
        for (String split : new String[] {"train/", "test/"}) {
            for (String folder : new String[] {"image", "gt", "Anna", "ben"}) {
                Files.createDirectories(set.resolve(split + folder));
            }
        }
        for (String id : new String[] {"train/%s/a", "train/%s/b", "train/%s/c", "test/%s/t"}) {
            png(id.formatted("image") + ".png", 4, 3, 51);
            png(id.formatted("gt") + ".png", 4, 3, 1);
            png(id.formatted("Anna") + "_Anna.png", 4, 3, 1);
            png(id.formatted("ben") + ".png", 4, 3, 0);
        }
        Files.delete(set.resolve("train/ben/c.png"));
    }

    @Test
    void filesPairByNameAndWhoDidNotLookIsAbsent() {
        Ingested ingested = ingest(SPEC);

        assertThat(ingested.images().items().stream().map(item -> item.id())).containsExactly("a", "b", "c", "t");
        assertThat(ingested.images().item(3).split()).isEqualTo(Split.TEST);
        assertThat(ingested.images().counts()).isEqualTo(Map.of("train", 2, "validation", 1, "test", 1));
        assertThat(ingested.images().image(0)).containsOnly(51 / 255f);
        assertThat(ingested.annotations().annotators()).containsExactly("anna", "ben");
        assertThat(ingested.annotations().map(0, 0).orElseThrow().count(1)).isEqualTo(12);
        assertThat(ingested.annotations().map(0, 1).orElseThrow().count(1)).isZero();
        assertThat(ingested.annotations().map(2, 1)).isEmpty();
        assertThat(ingested.made().summary().get("annotators"))
                .isEqualTo(List.of(Map.of("name", "anna", "maps", 4), Map.of("name", "ben", "maps", 3)));
    }

    @Test
    void theAnnotationsNameTheirClasses() {
        Ingested ingested = ingest(SPEC);

        assertThat(ingested.store().artefact(ingested.made().outputs().get(Role.ANNOTATIONS)).manifest().attributes())
                .isEqualTo(Map.of("classes", 2));
    }

    @Test
    void withoutTruthThereIsNoTruthArtefact() {
        assertThat(ingest(SPEC.replace("truth: {folder: gt}\n", "")).made().outputs())
                .containsOnlyKeys(Role.IMAGES, Role.ANNOTATIONS);
    }

    @Test
    void aValidationFolderTakesThePlaceOfTheDraw() throws IOException {
        for (String folder : new String[] {"image", "gt", "Anna", "ben"}) {
            Files.createDirectories(set.resolve("val/" + folder));
            png("val/" + folder + "/v.png", 4, 3, 0);
        }

        assertThat(ingest(SPEC + "validation: val\n").images().counts())
                .isEqualTo(Map.of("train", 3, "validation", 1, "test", 1));
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() {
        png("train/ben/b.png", 5, 3, 0);

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/train/ben/b.png: the label map is 5 x 3 pixels, its image b.png is 4 x 3; they have"
                        + " the same size");
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        png("test/image/t.png", 4, 4, 0);

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/test/image/t.png: is 4 x 4 pixels of 1 channel, the first image, a.png, is 4 x 3"
                        + " pixels of 1 channel; all images of a data set have one size");
    }

    @Test
    void aLabelOutsideTheClassesIsRefused() {
        png("test/Anna/t_Anna.png", 4, 3, 7);

        assertThat(refusal(SPEC + "classes: 3\n"))
                .isEqualTo(set + "/test/Anna/t_Anna.png at pixel (0, 0): the label is 7; labels are whole numbers from"
                        + " 0 to 2");
    }

    @Test
    void labelsAreKeptWhereTheClassesAreNamed() {
        png("test/Anna/t_Anna.png", 4, 3, 2);

        Ingested ingested = ingest(SPEC + "classes: 3\n");

        assertThat(ingested.images().classes()).isEqualTo(3);
        assertThat(ingested.annotations().map(3, 0).orElseThrow().count(2)).isEqualTo(12);
    }

    @Test
    void anAnnotationWithoutItsImageIsRefused() {
        png("train/ben/z.png", 4, 3, 0);

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/train/ben/z.png: has no image: no file of case z in " + set
                        + "/train/image; files of"
                        + " one case share their name without its ending and without a trailing _ and folder name");
    }

    @Test
    void aMissingTruthIsRefused() throws IOException {
        Files.delete(set.resolve("train/gt/b.png"));

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/train/gt: holds no truth of case b, whose image is " + set
                        + "/train/image/b.png; every image has one, or the spec names no truth");
    }

    @Test
    void anUnknownSplitFolderNamesThoseThatAreThere() {
        assertThat(refusal(SPEC + "validation: validate\n"))
                .isEqualTo(set + ": holds no folder \"validate\"; it holds test, train");
    }

    @Test
    void anUnknownAnnotatorFolderNamesThoseThatAreThere() {
        assertThat(refusal(SPEC.replace("folder: Anna", "folder: Ana")))
                .isEqualTo(set + "/train: holds no folder \"Ana\"; it holds Anna, ben, gt, image");
    }

    @Test
    void anEmptyFolderIsRefused() throws IOException {
        Files.delete(set.resolve("test/ben/t.png"));
        Files.writeString(set.resolve("test/ben/notes.txt"), "nothing yet");

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/test/ben: the folder holds no images; files that end in .tif, .tiff, .png, .jpg,"
                        + " .jpeg are read");
    }

    @Test
    void twoFilesOfOneCaseAreRefused() {
        png("train/Anna/a.png", 4, 3, 0);

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/train/Anna/a_Anna.png: is of the same case as a.png; a folder holds one file per"
                        + " case");
    }

    @Test
    void aCaseInTwoSplitsIsRefused() {
        for (String folder : new String[] {"image", "gt", "Anna", "ben"}) {
            png("test/" + folder + "/a.png", 4, 3, 0);
        }

        assertThat(refusal(SPEC)).startsWith(set + " at case a: stands in both ").endsWith("trained on");
    }

    @Test
    void aMissingDataSetSaysWhereRelativePathsStart() {
        assertThat(refusal(SPEC.replace("path: set", "path: nowhere")))
                .isEqualTo(temp + "/nowhere: no such folder; relative paths start at " + temp + " (consilium.data)");
    }

    @Test
    void aFileThatIsNoImageIsRefused() throws IOException {
        Files.writeString(set.resolve("train/ben/b.png"), "not a picture");

        assertThat(refusal(SPEC)).startsWith(set + "/train/ben/b.png: cannot be read: ");
    }

    @Test
    void aTruncatedImageIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = Files.readAllBytes(set.resolve("train/image/a.png"));
        for (int length = 0; length < whole.length - 16; length++) {
            Files.write(set.resolve("train/image/a.png"), Arrays.copyOf(whole, length));

            assertThat(refusal(SPEC)).startsWith(set + "/train/image/a.png: ");
        }
    }

    @Test
    void anImageWhoseHeaderClaimsTooMuchIsRefusedUnread() throws IOException {
        byte[] png = Files.readAllBytes(set.resolve("train/image/a.png"));
        png[16] = 0x7f; // the width's highest byte
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        Files.write(set.resolve("train/image/a.png"), png);

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/train/image/a.png: its header says 2130706436 x 3 pixels; images of 1 to 67108864"
                        + " pixels are read");
    }

    @Test
    void aValueThatIsNotFiniteIsRefused() throws IOException {
        floatTiff("train/image/a.tif", 4, 3, 0, 0, 0, 0, 0, 0, Float.NaN, 0, 0, 0, 0, 0);
        Files.delete(set.resolve("train/image/a.png"));

        assertThat(refusal(SPEC))
                .isEqualTo(set + "/train/image/a.tif at pixel (2, 1), channel 0: the value is NaN; values are finite");
    }

    @Test
    void colourImagesHaveThreeChannelsAndSixteenBitsAreScaled() throws IOException {
        BufferedImage colour = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        colour.setRGB(0, 0, 0xffff0000);
        colour.setRGB(1, 0, 0x800000ff);
        ImageIO.write(colour, "png", temp.resolve("colour.png").toFile());
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 13107);
        ImageIO.write(deep, "png", temp.resolve("deep.png").toFile());

        assertThat(ImageFile.read(temp.resolve("colour.png")).image()).containsExactly(1, 0, 0, 0, 0, 1);
        assertThat(ImageFile.read(temp.resolve("deep.png")).image()).containsExactly(0.2f);
    }

    @Test
    void greyFloatsKeepTheirUnits() throws IOException {
        floatTiff("grey.tif", 2, 1, -3.5f, 255);

        assertThat(ImageFile.read(set.resolve("grey.tif")).values()).containsExactly(-3.5f, 255);
    }

    @Test
    void theAuthorsImagesAreAllThere() {
        Path root = RealData.root("authors_mnist_noisy");

        Ingested ingested = Ingested.of(authors(), 1, root, temp);

        assertThat(ingested.images().counts()).isEqualTo(Map.of("train", 56, "validation", 14, "test", 10));
        assertThat(ingested.images().channels()).isEqualTo(3);
        assertThat(ingested.images().item(0).id()).isEqualTo("10001");
        assertThat(ingested.annotations().annotators()).containsExactly("over", "under", "wrong");
    }

    /// Against the figures that came with the data (mean over all 100 images, 20 of which are kept elsewhere).
    @Test
    void theAuthorsAnnotatorsHaveTheirKnownDice() {
        Path root = RealData.root("authors_mnist_noisy");

        Ingested ingested = Ingested.of(authors(), 1, root, temp);

        double[] known = {0.669, 0.319, 0.672};
        for (int annotator = 0; annotator < 3; annotator++) {
            double sum = 0;
            for (int image = 0; image < 80; image++) {
                sum += dice(
                        ingested.truth().map(image),
                        ingested.annotations().map(image, annotator).orElseThrow());
            }
            assertThat(sum / 80).isCloseTo(known[annotator], within(0.02));
        }
    }

    @Test
    void theAuthorsFilesDecideTheRecipe() {
        Path root = RealData.root("authors_mnist_noisy");
        IngestStage stage = new IngestStage(root);
        StageSpec.Ingest slice = new StageSpec.Ingest(authors(), 1);

        assertThat(stage.sources(slice)).containsOnlyKeys("files").isEqualTo(stage.sources(slice));
    }

    private static DatasetSpec authors() {
        return Ingested.spec(
                """
                        kind: annotator-folders
                        path: authors_mnist_noisy/MNIST_examples
                        image: Gaussian
                        truth: {folder: GT, threshold: 0}
                        annotators:
                          - {name: over, folder: Over}
                          - {name: under, folder: Under}
                          - {name: wrong, folder: Wrong}
                        test: validate
                        """);
    }

    private static double dice(LabelMap truth, LabelMap said) {
        int both = 0;
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            both += truth.at(pixel) == 1 && said.at(pixel) == 1 ? 1 : 0;
        }
        return 2.0 * both / (truth.count(1) + said.count(1));
    }

    private Ingested ingest(String yaml) {
        return Ingested.of(yaml, temp, temp);
    }

    private String refusal(String yaml) {
        return Refused.message(() -> ingest(yaml));
    }

    private void png(String name, int width, int height, int value) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < width * height; pixel++) {
            image.getRaster().setSample(pixel % width, pixel / width, 0, value);
        }
        try {
            ImageIO.write(image, "png", set.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The smallest grey float TIFF: one strip, little-endian.
    private void floatTiff(String name, int width, int height, float... values) throws IOException {
        Files.write(set.resolve(name), FloatTiff.bytes(width, height, values));
    }
}
