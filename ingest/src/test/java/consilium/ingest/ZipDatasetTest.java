package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.plan.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDatasetTest {

    private static final String SPEC =
            """
                    kind: annotator-zips
                    train: train.zip
                    validation: more/validation.zip
                    image: images
                    annotators: [{name: anna, folder: mask-0}, {name: ben, folder: mask-1}]
                    blankMeans: nothing-found
                    split: {validation: 0, test: 0.5}
                    """;
    private static final String SKIPPING = SPEC + "onBadInput: skip-and-report\n";

    @TempDir
    private Path temp;

    private final SortedMap<String, byte[]> train = new TreeMap<>();

    /// Two patients to train on, one slice of the second Ben did not look at, and two who validate and test.
    @BeforeEach
    void layOut() throws IOException {
        for (String image : new String[] {"p1/n0/%s/s1.png", "p1/n0/%s/s2.png", "p2/n0/%s/s1.png"}) {
            train.put(image.formatted("images"), png(4, 3, 51));
            train.put(image.formatted("mask-0"), png(4, 3, 255));
            train.put(image.formatted("mask-1"), png(4, 3, 0));
        }
        train.remove("p2/n0/mask-1/s1.png");
        SortedMap<String, byte[]> validation = new TreeMap<>();
        train.forEach((name, bytes) -> validation.put(name.replace("p1", "p3").replace("p2", "p4"), bytes));
        Files.createDirectory(temp.resolve("more"));
        zip("more/validation.zip", validation);
        zip("train.zip", train);
    }

    @Test
    void entriesPairByNameAndPatientsArePartedByTheDraw() {
        Ingested ingested = ingest(SPEC);

        assertThat(ingested.images().items().subList(0, 3)).containsExactly(
                new Item("p1/n0/s1", "p1", Split.TRAIN),
                new Item("p1/n0/s2", "p1", Split.TRAIN),
                new Item("p2/n0/s1", "p2", Split.TRAIN));
        assertThat(ingested.images().items().subList(3, 6)).extracting(Item::split)
                .containsOnly(Split.VALIDATION, Split.TEST);
        assertThat(ingested.images().item(3).split()).isEqualTo(ingested.images().item(4).split());
        assertThat(ingested.images().image(2)).containsOnly(51 / 255f);
        assertThat(ingested.annotations().map(0, 0).orElseThrow().count(1)).isEqualTo(12);
        assertThat(ingested.made().outputs()).containsOnlyKeys(Role.IMAGES, Role.ANNOTATIONS);
        assertThat(ingested.made().summary()).doesNotContainKey("skipped");
    }

    @Test
    void aBlankMaskIsALabelMapOrNoneAsTheSpecSays() {
        assertThat(ingest(SPEC).annotations().map(0, 1).orElseThrow().count(0)).isEqualTo(12);
        assertThat(ingest(SPEC.replace("nothing-found", "did-not-look")).annotations().map(0, 1)).isEmpty();
        assertThat(ingest(SPEC).annotations().map(2, 1)).isEmpty();
    }

    @Test
    void stepsChangeImageAndMaps() {
        Ingested ingested =
                ingest(SPEC + "preprocessing: [{kind: centre-crop, width: 6, height: 3}, {kind: z-score}]\n");

        assertThat(ingested.images().width()).isEqualTo(6);
        assertThat(ingested.annotations().map(0, 0).orElseThrow().count(1)).isEqualTo(12);
        // 12 of 18 pixels at 0.2 and 6 at 0: the mean is 2/15, the deviation its half root of 2.
        assertThat(ingested.images().image(0)[0]).isEqualTo((float) -Math.sqrt(2));
    }

    /// If this moves and you meant it, raise the stage's revision in StageName and paste the new digest.
    @Test
    void theDigestsAreGolden() {
        assertThat(ingest(SPEC + "preprocessing: [{kind: resize, width: 5, height: 5}, {kind: z-score}]\n").made()
                .outputs())
                .hasToString("{images=746c23f26559f816acd0a50a04fea9010ab93b05e2d50a8fae624a843b9b353f,"
                        + " annotations=457e650e8de311c548337aad58bf0dc6aa24e7575f9f69c46f15067a9bc18d50}");
    }

    @Test
    void aPatientInBothZipsIsRefused() {
        train.put("p3/n9/images/s1.png", png(4, 3, 0));
        zip("train.zip", train);

        assertThat(refusal(SPEC)).contains("case p3: stands in both training and ");
    }

    @Test
    void aFolderThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThat(refusal(SPEC.replace("mask-1", "mask-9"))).isEqualTo(temp
                + "/train.zip: holds no images in folders named \"mask-9\"; it holds some in images, mask-0, mask-1");
    }

    @Test
    void tooFewFoldersToNameTheCaseAreRefused() {
        assertThat(refusal(SPEC + "caseFolders: 3\n"))
                .isEqualTo(temp + "/train.zip!p1/n0/images/s1.png: the spec's caseFolders"
                        + " says that 3 leading folders name its case; it has 2 before the folder of images");
    }

    @Test
    void namesThatLeaveTheZipAreRefused() {
        train.put("p1/../../images/s1.png", png(4, 3, 0));
        zip("train.zip", train);

        assertThat(refusal(SPEC))
                .isEqualTo(temp + "/train.zip at entry p1/../../images/s1.png: names of entries are paths"
                        + " within the zip, parted by / and without ..");
    }

    @Test
    void aZipThatIsNoneOrCutShortIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(temp.resolve("train.zip"));
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(temp.resolve("train.zip"), Arrays.copyOf(whole, length));

            assertThat(refusal(SPEC)).startsWith(temp + "/train.zip: is no zip, or is cut short (");
        }
    }

    @Test
    void theFirstThatIsWrongRefusesTheDataSet() {
        train.put("p1/n0/mask-0/s2.png", png(5, 3, 0));
        train.put("p2/n0/images/s1.png", "no picture".getBytes(StandardCharsets.UTF_8));
        zip("train.zip", train);

        assertThat(refusal(SPEC))
                .isEqualTo(temp + "/train.zip!p1/n0/mask-0/s2.png: the label map is 5 x 3 pixels, its image"
                        + " s2.png is 4 x 3; they have the same size");
    }

    @Test
    void whatIsWrongIsLeftOutAndListedWhereTheSpecSaysSo() {
        train.put("p1/n0/mask-0/s2.png", png(5, 3, 0));
        train.put("p2/n0/images/s1.png", "no picture".getBytes(StandardCharsets.UTF_8));
        train.put("p5/n0/images/s1.png", png(9, 9, 0));
        train.put("p6/n0/mask-1/s1.png", png(4, 3, 0));
        zip("train.zip", train);

        Ingested ingested = ingest(SKIPPING);

        assertThat(ingested.images().items().subList(0, 2)).extracting(Item::id).containsExactly("p1/n0/s1",
                "p1/n0/s2");
        assertThat(ingested.images().size()).isEqualTo(2 + 3);
        assertThat(ingested.annotations().map(1, 0)).isEmpty();
        assertThat(ingested.annotations().map(1, 1)).isPresent();
        assertThat(ingested.made().summary()).containsEntry("skipped", 4);
        assertThat(skipped(ingested))
                .extracting(row -> row.get("item") + ", " + row.get("lost") + ", " + row.get("file"))
                .containsExactly(
                        "p6/n0/s1, annotation by ben, train.zip!p6/n0/mask-1/s1.png",
                        "p1/n0/s2, annotation by anna, train.zip!p1/n0/mask-0/s2.png",
                        "p2/n0/s1, image, train.zip!p2/n0/images/s1.png",
                        "p5/n0/s1, image, train.zip!p5/n0/images/s1.png");
        assertThat(skipped(ingested).getFirst().get("why"))
                .isEqualTo("has no image; an image and its label maps have one name, in folders side by side");
    }

    @Test
    void nothingSkippedIsReportedToo() {
        assertThat(skipped(ingest(SKIPPING))).isEmpty();
    }

    @Test
    void aSplitOfWhichNothingIsLeftIsRefused() {
        train.replaceAll((name, bytes) -> name.contains("images") ? new byte[3] : bytes);
        zip("train.zip", train);

        assertThat(refusal(SKIPPING)).startsWith(temp
                + "/train.zip: none of the 3 images that train can be used; the first thing left out is train.zip!p1/n0/images/"
                + "s1.png: cannot be read: ");
    }

    @Test
    void theReadersOfLidcAreAllThere() {
        Path root = RealData.root("lidc_idri_slices");

        Ingested ingested = Ingested.of(
                """
                        kind: annotator-zips
                        train: lidc_idri_slices/lidc_subset_validate.zip
                        image: images
                        annotators:
                          - {name: a, folder: mask-0}
                          - {name: b, folder: mask-1}
                          - {name: c, folder: mask-2}
                          - {name: d, folder: mask-3}
                        blankMeans: did-not-look
                        split: {validation: 0, test: 0.5}
                        """,
                root, temp);

        assertThat(ingested.images().size()).isEqualTo(1000);
        assertThat(ingested.images().items().stream().map(Item::caseId).distinct()).hasSize(120);
        // SOURCE.md: slices that 1, 2, 3 and 4 readers marked.
        AnnotationSet annotations = ingested.annotations();
        int[] marked = new int[5];
        for (int image = 0; image < 1000; image++) {
            marked[(int) annotations.maps(image).stream().filter(map -> map.isPresent()).count()]++;
        }
        assertThat(marked).containsExactly(0, 313, 187, 210, 290);
    }

    private List<Map<String, Object>> skipped(Ingested ingested) {
        Object table = ingested.store().artefact(ingested.made().outputs().get(Role.IMAGES)).table("skipped.json");
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> rows = (List<Map<String, Object>>) table;
        return rows;
    }

    private Ingested ingest(String yaml) {
        return Ingested.of(yaml, temp, temp);
    }

    private String refusal(String yaml) {
        return Refused.message(() -> ingest(yaml));
    }

    private void zip(String name, SortedMap<String, byte[]> entries) {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(temp.resolve(name)))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(int width, int height, int value) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < width * height; pixel++) {
            image.getRaster().setSample(pixel % width, pixel / width, 0, value);
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A hundred megabytes of zeros, which a hundred kilobytes stand for.
    @Test
    void aBombIsRefusedBeforeItFillsTheHeap() throws IOException {
        train.put("p1/n0/images/s1.png", new byte[100 << 20]);
        zip("train.zip", train);

        assertThat(Refused.message(() -> ingest(SPEC)))
                .matches(
                        ".*train.zip!p1/n0/images/s1.png: cannot be read: the entry has \\d+ bytes in the zip and unpacks"
                                + " to more than 67108864; that is no image but a bomb");
    }
}
