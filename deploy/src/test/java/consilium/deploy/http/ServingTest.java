package consilium.deploy.http;

import static consilium.deploy.TinyModel.EXTENT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import consilium.deploy.TinyModel;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.artefact.Npy;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.testing.RealServices;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Registry and serving over a real broker, a real ledger and a real network.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ServingTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long IMAGE = 5;

    private final TinyModel model = new TinyModel(1);

    @Inject
    Gatekeeper gate;

    @Inject
    ArtefactStore store;

    @TestHTTPResource("/models/tiny/predict")
    URL predictUrl;

    private Digest digest;
    private PredictionSet recorded;

    @BeforeEach
    void registerTheModel() {
        digest = model.store(store);
        recorded = model.recorded(store, List.of(TinyModel.image(IMAGE)));
        gate.decide("tiny", digest, 0.75, NOON);
    }

    @Test
    void modelThatPassesItsGateIsServed() {
        gate.tell("told", digest, 0.75);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get("/models/told")
                .then()
                .statusCode(200)
                .body("serving", equalTo(digest.brief()))
                .body("versions[0].metric", equalTo("dice"))
                .body("versions[0].value", equalTo(0.75f)));
    }

    @Test
    void refusedModelIsNotServed() {
        gate.decide("refused", digest, 0.25, NOON);

        given().get("/models").then().body("models.name", not(hasItem("refused")));
        problem(given().get("/models/refused"), 404, startsWith("no model \"refused\"; registered are "));
    }

    @Test
    void listTellsVersionsGateAndNetwork() {
        given().get("/models")
                .then()
                .statusCode(200)
                .body("models.find { it.name == 'tiny' }.serving", equalTo(digest.brief()))
                .body("models.find { it.name == 'tiny' }.versions[0].address", equalTo("tiny@" + digest.brief()))
                .body("models.find { it.name == 'tiny' }.versions[0].model", equalTo(digest.hex()))
                .body("models.find { it.name == 'tiny' }.versions[0].atLeast", equalTo(0.5f))
                .body("models.find { it.name == 'tiny' }.versions[0].registered", equalTo("2026-01-01T12:00:00Z"))
                .body("models.find { it.name == 'tiny' }.versions[0].architecture.annotators",
                        contains("over", "under"))
                .body("models.find { it.name == 'tiny' }.versions[0].problem", equalTo(""));
    }

    @Test
    void newestVersionServesAndTheOldKeepsItsAddress() {
        TinyModel other = new TinyModel(2);
        Digest younger = other.store(store);
        gate.decide("renewed", younger, 0.75, NOON.plusSeconds(60));
        gate.decide("renewed", digest, 0.75, NOON);

        given().get("/models/renewed")
                .then()
                .body("serving", equalTo(younger.brief()))
                .body("versions.version", contains(younger.brief(), digest.brief()));
        assertThat(labels(predict("renewed@" + digest.brief()))).isEqualTo(recorded.map(0));
        assertThat(labels(predict("renewed")))
                .isEqualTo(other.recorded(store, List.of(TinyModel.image(IMAGE))).map(0));
    }

    @Test
    void servedLabelsAreTheRecordedOnes() {
        assertThat(labels(predict("tiny"))).isEqualTo(recorded.map(0));
    }

    @Test
    void servedProbabilitiesAreTheRecordedOnes() {
        byte[] file = given().accept("application/x-npy")
                .body(npy(IMAGE))
                .post("/models/tiny/predict?output=probabilities")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(array(file).shape()).containsExactly(2L, (long) EXTENT, (long) EXTENT);
        assertThat(array(file).floats(0, 2 * EXTENT * EXTENT)).isEqualTo(recorded.probabilities(0));
    }

    @Test
    void jsonHoldsEverything() {
        ValidatableResponse answer = given().body(npy(IMAGE))
                .post("/models/tiny/predict?annotators=true")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("model", equalTo("tiny"))
                .body("version", equalTo(digest.brief()))
                .body("shape", contains(EXTENT, EXTENT))
                .body("classes", equalTo(2))
                .body("annotators.name", contains("over", "under"));
        byte[] labels = Base64.getDecoder().decode(answer.extract().<String>path("labels"));
        byte[] probabilities = Base64.getDecoder().decode(answer.extract().<String>path("probabilities"));

        assertThat(labels(labels)).isEqualTo(recorded.map(0));
        assertThat(array(probabilities).floats(0, 2 * EXTENT * EXTENT)).isEqualTo(recorded.probabilities(0));
    }

    @Test
    void pngShowsTheLabelsOfAnEightBitImage() throws IOException {
        BufferedImage grey = new BufferedImage(EXTENT, EXTENT, BufferedImage.TYPE_BYTE_GRAY);
        float[] quantised = new float[EXTENT * EXTENT];
        for (int i = 0; i < quantised.length; i++) {
            int level = Math.round(TinyModel.image(IMAGE)[i] * 255);
            grey.getRaster().setSample(i % EXTENT, i / EXTENT, 0, level);
            quantised[i] = level / 255f;
        }
        byte[] answer = given().contentType("image/png")
                .accept("image/png")
                .body(encoded(grey, "png"))
                .post("/models/tiny/predict")
                .then()
                .statusCode(200)
                .contentType("image/png")
                .extract()
                .asByteArray();

        int[] indices = ImageIO.read(new ByteArrayInputStream(answer))
                .getRaster()
                .getSamples(0, 0, EXTENT, EXTENT, 0, (int[]) null);
        LabelMap expected = model.recorded(store, List.of(quantised)).map(0);
        assertThat(LabelMap.generate(EXTENT, EXTENT, pixel -> indices[pixel])).isEqualTo(expected);
    }

    /// `curl --data-binary @image.tif` says that it sends a form.
    @Test
    void firstBytesCountAndNotTheContentType() throws Exception {
        byte[] tiff = encoded(new BufferedImage(EXTENT, EXTENT, BufferedImage.TYPE_BYTE_GRAY), "tiff");
        HttpRequest request = HttpRequest.newBuilder(predictUrl.toURI())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(tiff))
                .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void truncatedPngIsRefused() throws IOException {
        byte[] png = encoded(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png");

        problem(post(Arrays.copyOf(png, png.length / 2)), 400, startsWith("image: not a whole PNG file: "));
    }

    @Test
    void wrongChannelsAreRefused() throws IOException {
        problem(
                post(encoded(new BufferedImage(EXTENT, EXTENT, BufferedImage.TYPE_INT_RGB), "png")),
                422,
                equalTo("image: the model takes 1 channel (grey), this one has 3 channels (red, green, blue)"));
    }

    @Test
    void emptyBodyIsRefused() {
        problem(
                given().post("/models/tiny/predict"),
                400,
                equalTo("image: is empty; send a PNG, a TIFF or a .npy file"));
    }

    @Test
    void valueThatIsNoNumberIsRefused() {
        float[] image = TinyModel.image(IMAGE);
        image[EXTENT + 2] = Float.POSITIVE_INFINITY;

        problem(
                post(npy(image)),
                422,
                equalTo("image at channel 0, row 1, column 2: values are finite, was Infinity"));
    }

    @Test
    void absurdHeaderIsRefused() {
        problem(
                post(Npy.header(DType.FLOAT64, List.of(1L << 40, 1L << 40))),
                413,
                equalTo("image has 1099511627776 x 1099511627776 pixels, at most 10000 pixels are taken"));
    }

    @Test
    void largeBodyIsRefusedWithTheLimit() {
        problem(
                post(new byte[70_000]),
                413,
                equalTo("request body has more than 65536 bytes, at most 65536 bytes are taken"));
    }

    @Test
    void unknownAnnotatorIsRefused() {
        problem(
                given().body(npy(IMAGE)).post("/models/tiny/predict?annotator=good"),
                404,
                equalTo("no annotator \"good\" in this model; it has over, under"));
    }

    @Test
    void unknownVersionIsRefused() {
        problem(
                given().body(npy(IMAGE)).post("/models/tiny@000000000000/predict"),
                404,
                equalTo("no model \"tiny@000000000000\"; registered are " + digest.brief()));
    }

    @Test
    void answerNobodyMakesIsRefused() {
        given().accept("text/html").body(npy(IMAGE)).post("/models/tiny/predict").then().statusCode(406);
    }

    @Test
    void protocolDescribesTheModel() {
        given().get("/v2/models/tiny")
                .then()
                .statusCode(200)
                .body("name", equalTo("tiny"))
                .body("versions", hasItem(digest.brief()))
                .body("inputs[0].name", equalTo("image"))
                .body("inputs[0].datatype", equalTo("FP32"))
                .body("inputs[0].shape", contains(-1, 1, -1, -1))
                .body("outputs.name", contains("labels", "probabilities", "annotator_labels"));
        given().get("/v2/models/tiny/versions/" + digest.brief() + "/ready").then().body("ready", equalTo(true));
        given().get("/v2/health/live").then().body("live", equalTo(true));
        given().get("/v2/health/ready").then().body("ready", equalTo(true));
        problem(given().get("/v2/models/none/ready"), 404, startsWith("no model \"none\""));
    }

    @Test
    void protocolAnswersLikePredict() {
        ValidatableResponse answer = infer(tensor(IMAGE), "over").then()
                .statusCode(200)
                .body("model_name", equalTo("tiny"))
                .body("model_version", equalTo(digest.brief()))
                .body("id", equalTo("7"))
                .body("outputs.name", contains("labels", "probabilities", "annotator_labels"))
                .body("outputs[0].datatype", equalTo("UINT8"))
                .body("outputs[0].shape", contains(1, EXTENT, EXTENT))
                .body("outputs[1].shape", contains(1, 2, EXTENT, EXTENT))
                .body("outputs[2].shape", contains(1, 1, EXTENT, EXTENT));
        List<Integer> labels = answer.extract().path("outputs[0].data");
        List<Float> probabilities = answer.extract().path("outputs[1].data");

        assertThat(LabelMap.generate(EXTENT, EXTENT, labels::get)).isEqualTo(recorded.map(0));
        assertThat(probabilities.get(3)).isEqualTo(recorded.probabilities(0)[3]);
    }

    @Test
    void protocolRefusesTensorThatIsNotOfItsShape() {
        Map<String, Object> tensor = Map.of(
                "name", "image", "datatype", "FP32", "shape", List.of(1L << 30, 1L << 30, 4, 4), "data", List.of(1.5));

        problem(
                infer(tensor, "over"),
                422,
                equalTo("inputs[0].data: must have the 18446744073709551616 values of its shape, had 1"));
    }

    @Test
    void protocolRefusesWhatItDoesNotKnow() {
        problem(
                given().contentType("application/json").body("{\"input\": []}").post("/v2/models/tiny/infer"),
                422,
                containsString("input: is not a known field (did you mean inputs?)"));
        problem(
                given().contentType("application/json").body("{\"inputs\": [").post("/v2/models/tiny/infer"),
                400,
                startsWith("inference request at line 1, column "));
    }

    @Test
    void lostModelIsNamedAndHidesNoOther() throws IOException {
        TinyModel other = new TinyModel(9);
        Digest lost = other.store(store);
        gate.decide("lost", lost, 0.75, NOON);
        Files.delete(((DirectoryStore) ClientProxy.unwrap(store)).path(lost));

        given().get("/models")
                .then()
                .statusCode(200)
                .body("models.name", hasItem("tiny"))
                .body("models.find { it.name == 'lost' }.versions[0].problem",
                        equalTo("no artefact " + lost + " in the store"));
        problem(given().body(npy(IMAGE)).post("/models/lost/predict"), 404, startsWith("no artefact " + lost));
        other.store(store);
    }

    @Test
    void openApiTellsOfPredict() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/models/{name}/predict'.post.requestBody.content.keySet()", hasItem("application/x-npy"))
                .body("paths.keySet()", hasItem("/v2/models/{name}/infer"));
    }

    private Response infer(Map<String, Object> tensor, String annotator) {
        return given().contentType("application/json")
                .body(Map.of("id", "7", "parameters", Map.of("annotator", annotator), "inputs", List.of(tensor)))
                .post("/v2/models/tiny/infer");
    }

    private static Map<String, Object> tensor(long seed) {
        return Map.of(
                "name", "image",
                "datatype", "FP32",
                "shape", List.of(1, 1, EXTENT, EXTENT),
                "data", TinyModel.image(seed));
    }

    private static byte[] predict(String name) {
        return given().accept("application/x-npy")
                .body(npy(IMAGE))
                .post("/models/" + name + "/predict")
                .then()
                .statusCode(200)
                .contentType("application/x-npy")
                .extract()
                .asByteArray();
    }

    private static Response post(byte[] body) {
        return given().contentType("application/octet-stream").body(body).post("/models/tiny/predict");
    }

    private static void problem(Response response, int status, org.hamcrest.Matcher<String> detail) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", startsWith("urn:consilium:problem:"))
                .body("detail", detail);
    }

    private static LabelMap labels(byte[] npy) {
        NdArray array = array(npy);
        return new LabelMap(array.extent(1), array.extent(0), array.bytes(0, (int) array.size()));
    }

    private static NdArray array(byte[] npy) {
        Npy header = Npy.parse(npy);
        return new NdArray(
                header.type(), header.shape(), MemorySegment.ofArray(npy).asSlice(header.headerBytes()));
    }

    private static byte[] npy(long seed) {
        return npy(TinyModel.image(seed));
    }

    private static byte[] npy(float[] image) {
        byte[] header = Npy.header(DType.FLOAT32, List.of((long) EXTENT, (long) EXTENT));
        ByteBuffer file = ByteBuffer.allocate(header.length + 4 * image.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header).asFloatBuffer().put(image);
        return file.array();
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
