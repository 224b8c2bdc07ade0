package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayDatasetTest {

    private static final String LISTED =
            """
                    kind: arrays
                    images: {file: images.npy}
                    labels: {file: rest.npz, array: labels}
                    annotatorIndex: {file: rest.npz, array: who}
                    imageIndex: {file: rest.npz, array: which}
                    cases: {file: rest.npz, array: patients}
                    annotators: [ann, ben]
                    classes: 3
                    blankMeans: nothing-found
                    split: {validation: 0.3, test: 0.3}
                    """;
    private static final String DENSE =
            """
                    kind: arrays
                    images: {file: all.safetensors, array: images}
                    truth: {file: all.safetensors, array: truth}
                    labels: {file: all.safetensors, array: labels}
                    present: {file: all.safetensors, array: present}
                    annotators: [ann, ben]
                    blankMeans: nothing-found
                    split: {validation: 0.3, test: 0.3}
                    """;

    @TempDir
    private Path temp;

    private final Map<String, byte[]> rest = new LinkedHashMap<>();

    /// Four images of 2 x 2 in big-endian shorts, image i all 100 i; three maps: ann of image 2, ben of 0, ann of 0.
    @BeforeEach
    void layOut() throws IOException {
        ByteBuffer images = ByteBuffer.allocate(4 * 4 * 2);
        for (int pixel = 0; pixel < 16; pixel++) {
            images.putShort((short) (pixel / 4 * 100 - 100));
        }
        Files.write(temp.resolve("images.npy"), npy(">i2", "(4, 2, 2)", images.array()));
        rest.put("labels", npy("|u1", "(3, 2, 2)", new byte[] {1, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}));
        rest.put("who", npy("<i8", "(3,)", longs(0, 1, 0)));
        rest.put("which", npy("<i8", "(3,)", longs(2, 0, 0)));
        rest.put("patients", npy("<i8", "(4,)", longs(7, 7, 8, 9)));
        npz();
        Files.write(temp.resolve("all.safetensors"), safetensors(
                "{\"__metadata__\": {\"made\": \"by hand\"},"
                        + "\"images\": {\"dtype\": \"F32\", \"shape\": [3, 1, 1, 2], \"data_offsets\": [0, 24]},"
                        + "\"truth\": {\"dtype\": \"U8\", \"shape\": [3, 1, 2], \"data_offsets\": [24, 30]},"
                        + "\"labels\": {\"dtype\": \"U8\", \"shape\": [3, 2, 1, 2], \"data_offsets\": [30, 42]},"
                        + "\"present\": {\"dtype\": \"BOOL\", \"shape\": [3, 2], \"data_offsets\": [42, 48]}}",
                floats(0.5f, 1, 2, 3, 4, -5), new byte[] {1, 0, 0, 0, 1, 1},
                new byte[] {1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1}, new byte[] {1, 1, 1, 0, 1, 1}));
    }

    @Test
    void aListOfMapsGoesToTheImagesAndAnnotatorsItNames() {
        Ingested ingested = ingest(LISTED);

        assertThat(ingested.images().items()).extracting(item -> item.caseId())
                .containsExactly("case-7", "case-7", "case-8", "case-9");
        assertThat(ingested.images().image(3)).containsOnly(200f);
        assertThat(ingested.images().image(0)).containsOnly(-100f);
        assertThat(ingested.annotations().map(2, 0).orElseThrow().labels()).containsExactly(1, 1, 0, 0);
        assertThat(ingested.annotations().map(0, 1).orElseThrow().labels()).containsExactly(2, 0, 0, 0);
        assertThat(ingested.annotations().map(0, 0).orElseThrow().count(0)).as("looked, found nothing").isEqualTo(4);
        assertThat(ingested.annotations().present(1, 0)).as("did not look").isFalse();
        assertThat(ingested.annotations().present(2, 1)).isFalse();
    }

    @Test
    void denseLabelsComeWithWhoLooked() {
        Ingested ingested = ingest(DENSE);

        assertThat(ingested.images().image(2)).containsExactly(4f, -5f);
        assertThat(ingested.truth().map(2).labels()).containsExactly(1, 1);
        assertThat(ingested.annotations().map(0, 0).orElseThrow().labels()).containsExactly(1, 0);
        assertThat(ingested.annotations().map(1, 0).orElseThrow().count(0)).isEqualTo(2);
        assertThat(ingested.annotations().present(1, 1)).isFalse();
        assertThat(ingested.annotations().map(2, 1).orElseThrow().labels()).containsExactly(0, 1);
    }

    @Test
    void nothingUnpackedStaysBehind() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        long before = arrays(folder);

        ingest(LISTED);
        rest.put("who", npy("<i8", "(3,)", longs(0, 1, 5)));
        npz();
        refusal(LISTED);

        assertThat(arrays(folder)).isEqualTo(before);
    }

    @Test
    void anAnnotatorOrImageThatIsNotThereIsRefused() throws IOException {
        rest.put("who", npy("<i8", "(3,)", longs(0, 2, 0)));
        npz();
        assertThat(refusal(LISTED))
                .endsWith("rest.npz!who.npy at element 1: must be a whole number from 0 to 1, was 2");

        rest.put("who", npy("<f8", "(3,)", doubles(0, 1, 0.5)));
        npz();
        assertThat(refusal(LISTED)).endsWith("at element 2: must be a whole number from 0 to 1, was 0.5");
    }

    @Test
    void anImageLabelledTwiceByOneAnnotatorIsRefused() throws IOException {
        rest.put("which", npy("<i8", "(3,)", longs(0, 0, 0)));
        npz();

        assertThat(refusal(LISTED)).endsWith("at element 2: annotator ann has a map of image 0 in element 0 already; an"
                + " annotator labels an image once");
    }

    @Test
    void aLabelOutsideTheClassesIsRefusedOrLeftOut() throws IOException {
        rest.put("labels", npy("|u1", "(3, 2, 2)", new byte[] {1, 1, 0, 3, 2, 0, 0, 0, 0, 0, 0, 0}));
        npz();

        assertThat(refusal(LISTED)).endsWith("rest.npz!labels.npy at map 0, pixel (1, 1): the label is 3; labels are"
                + " whole numbers from 0 to 2");
        assertThat(ingest(LISTED + "onBadInput: skip-and-report\n").annotations().present(2, 0)).isFalse();
    }

    @Test
    void aValueThatIsNotFiniteIsRefusedOrItsImageLeftOut() throws IOException {
        Files.write(temp.resolve("images.npy"), npy("<f4", "(4, 2, 2)",
                floats(1, 2, 3, 4, 5, Float.NaN, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)));

        assertThat(refusal(LISTED))
                .endsWith("images.npy at image 1, channel 0, pixel (1, 0): the value is NaN; values are finite");
        assertThat(ingest(LISTED + "onBadInput: skip-and-report\n").images().size()).isEqualTo(3);
    }

    @Test
    void mapsOfAnotherSizeAreRefused() throws IOException {
        rest.put("labels", npy("|u1", "(3, 2, 3)", new byte[18]));
        npz();

        assertThat(refusal(LISTED)).endsWith("rest.npz!labels.npy: has the shape 3 x 2 x 3, expected any x 2 x 2: any"
                + " number of maps");
    }

    @Test
    void aFileThatIsCutShortOrTooLongIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(temp.resolve("images.npy"));
        Files.write(temp.resolve("images.npy"), java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThat(refusal(LISTED)).contains("images.npy: is cut short: expected 160 bytes ").endsWith("found 159");

        Files.write(temp.resolve("images.npy"), java.util.Arrays.copyOf(whole, whole.length + 1));
        assertThat(refusal(LISTED)).contains("images.npy: is longer than its header says: ").endsWith("found 161");

        byte[] tensors = Files.readAllBytes(temp.resolve("all.safetensors"));
        Files.write(temp.resolve("all.safetensors"), java.util.Arrays.copyOf(tensors, tensors.length - 1));
        assertThat(refusal(DENSE)).contains("is cut short");
    }

    @Test
    void aHeaderThatClaimsTerabytesCostsNothing() throws IOException {
        Files.write(temp.resolve("images.npy"), npy("<f4", "(1000000, 1000, 1000)", new byte[8]));
        assertThat(refusal(LISTED)).contains("is cut short: expected 4000000000128 bytes");

        Files.write(temp.resolve("images.npy"), npy("<f4", "(2000000000, 2000000000, 2000000000)", new byte[8]));
        assertThat(refusal(LISTED)).contains("at header: claims the shape ");

        rest.put("labels", npy("|u1", "(1000000, 1000, 1000)", new byte[8]));
        npz();
        layOutImages();
        assertThat(refusal(LISTED)).contains("rest.npz!labels.npy at header: claims 1000000000128 bytes, which the file"
                + " cannot hold");
    }

    /// Ten megabytes of zeros in ten kilobytes: the header says 12 bytes, and no more than those and one are unpacked.
    @Test
    void aBombUnpacksToNoMoreThanItsHeaderSays() throws IOException {
        byte[] bomb = java.util.Arrays.copyOf(rest.get("labels"), 10 << 20);
        rest.put("labels", bomb);
        npz();

        assertThat(refusal(LISTED)).contains("is longer than its header says: expected 140 bytes")
                .endsWith("found 141");
    }

    @Test
    void whatIsNoArrayIsRefusedByWhatWouldBeRight() throws IOException {
        Files.write(temp.resolve("images.npy"), new byte[200]);
        assertThat(refusal(LISTED)).endsWith("at byte 0: is no .npy file; it must begin with \\x93NUMPY");

        Files.write(temp.resolve("images.npy"), npy("<c8", "(4, 2, 2)", new byte[128]));
        assertThat(refusal(LISTED)).contains("elements of type c8 are not read");

        Files.write(temp.resolve("images.npy"), npy("<f4", "(4, 2, 2)", new byte[64], "True"));
        assertThat(refusal(LISTED)).endsWith("is in Fortran order, which cannot be read image by image; store it in C"
                + " order (numpy.ascontiguousarray)");

        assertThat(refusal(LISTED.replace("images.npy", "rest.npz")))
                .contains("rest.npz: holds 4 arrays: labels, patients, which, who; the spec must name one");
        assertThat(refusal(DENSE.replace("array: truth", "array: truht")))
                .endsWith("all.safetensors: has no array \"truht\"; it has images, labels, present, truth");
    }

    private void layOutImages() throws IOException {
        Files.write(temp.resolve("images.npy"), npy("<f4", "(4, 2, 2)", new byte[64]));
    }

    private Ingested ingest(String spec) {
        return Ingested.of(spec, temp, temp);
    }

    private String refusal(String spec) {
        return Refused.message(() -> ingest(spec));
    }

    private static long arrays(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("array-")).count();
        }
    }

    private void npz() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temp.resolve("rest.npz")))) {
            for (var entry : rest.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                zip.write(entry.getValue());
            }
        }
    }

    static byte[] npy(String type, String shape, byte[] data) {
        return npy(type, shape, data, "False");
    }

    private static byte[] npy(String type, String shape, byte[] data, String fortran) {
        String header = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(type, fortran, shape);
        byte[] text = (header + " ".repeat(118 - 1 - header.length()) + "\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(data)
                .array();
    }

    private static byte[] safetensors(String header, byte[]... data) {
        byte[] text = header.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int length = 0;
        for (byte[] each : data) {
            length += each.length;
        }
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (byte[] each : data) {
            file.put(each);
        }
        return file.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }
}
