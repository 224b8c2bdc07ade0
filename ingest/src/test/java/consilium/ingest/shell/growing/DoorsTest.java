package consilium.ingest.shell.growing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.plan.Fact;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.SplitSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.runtime.collect.Collector;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import consilium.runtime.work.LocalWorkshop;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every door through which annotations come in, on a real broker and database.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(DoorsTest.Secrets.class)
class DoorsTest {

    private static final String CVAT_SECRET = "cvat-secret";
    private static final String STUDIO_SECRET = "studio-secret";
    private static final AtomicInteger NAMES = new AtomicInteger();

    public static final class Secrets implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "consilium.ingest.cvat.secret", CVAT_SECRET,
                    "consilium.ingest.cvat.url", FakeTools.address(),
                    "consilium.ingest.cvat.authorization", "Token t",
                    "consilium.ingest.label-studio.secret", STUDIO_SECRET,
                    "consilium.ingest.label-studio.url", FakeTools.address(),
                    "consilium.ingest.label-studio.authorization", "Token t",
                    "consilium.ingest.reconcile-every", "1s",
                    "consilium.keep.grace", "0s",
                    "consilium.work.attempts", "2");
        }
    }

    @Inject
    ArtefactStore store;

    @Inject
    Stage<StageSpec.Ingest> ingest;

    @Inject
    Topics topics;

    @Inject
    Collector collector;

    private String name = "";

    @BeforeEach
    void aDataSetOfTwoImages() {
        name = "lesions-" + NAMES.incrementAndGet();
        define("{name: " + name + ", classes: [background, lesion]}").statusCode(201);
        for (String image : List.of("img-1", "img-2")) {
            given().body(png(4, 3, 9)).put("/api/datasets/{name}/images/{id}", name, image).then().statusCode(201);
        }
    }

    @Test
    void makingADataSetAgainIsMakingItOnceAndAnotherOfItsNameIsAConflict() {
        define("{name: " + name + ", classes: [background, lesion]}").statusCode(200);
        define("{name: " + name + ", classes: [background, nodule]}").statusCode(409);
    }

    @Test
    void anImageIsRegisteredOnceAndItsIdMeansNoOther() {
        given().body(png(4, 3, 9)).put("/api/datasets/{name}/images/img-1", name).then().statusCode(200);
        given().body(png(4, 3, 7)).put("/api/datasets/{name}/images/img-1", name).then().statusCode(409);
        String why = given().body(png(5, 3, 9)).put("/api/datasets/{name}/images/img-3", name).then().statusCode(422)
                .extract().path("detail");
        assertThat(why).contains("4 x 3").contains("5 x 3");
    }

    @Test
    void theImagesOfAnotherIngestionAreRegisteredByReference() {
        given().body("{dataset: {kind: phantoms, images: 5}, seed: 3}").post("/api/datasets/{name}/images",
                named("{name: %s, truth: true}")).then().statusCode(200);
        assertThat(given().get("/api/datasets/{name}/images", name).<List<Boolean>>path("images.truth"))
                .hasSize(5).containsOnly(true);
    }

    @Test
    void aMaskAPolygonAndRunLengthsOfOnePictureAreOneLabelMap() {
        String byMask = labels(mask("anna", "img-1", 201, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0));
        String byPolygon = labels(drawn("ben", "img-1", """
                {"kind": "regions", "regions": [{"label": "lesion", "segmentation": [[1, 1, 3, 1, 3, 3, 1, 3]]}]}"""));
        String byRuns = labels(drawn("cleo", "img-1", """
                {"kind": "regions", "regions": [{"label": "lesion",
                 "segmentation": {"size": [3, 4], "counts": [4, 2, 1, 2, 3]}}]}"""));

        assertThat(byPolygon).isEqualTo(byMask).isEqualTo(byRuns);
        assertThat(given().get("/api/datasets/{name}", name).<Integer>path("version")).isEqualTo(3);
    }

    @Test
    void theSameAnnotationAgainIsNoRecordAndIsSaidToBeNone() {
        mask("anna", "img-1", 201, 1);
        mask("anna", "img-1", 200, 1).body("outcome", org.hamcrest.Matchers.equalTo("duplicate"));
        assertThat(history()).hasSize(1);
    }

    @Test
    void aKeyThatStoodForSomethingElseIsAConflict() {
        upload("anna", "img-1", "k", 1).then().statusCode(201);
        upload("anna", "img-1", "k", 1).then().statusCode(200);
        upload("anna", "img-2", "k", 1).then().statusCode(409);
        assertThat(history()).hasSize(1);
    }

    @Test
    void aNewerAnnotationTakesTheOldOnesPlaceAndAnyPastStateCanBeAskedFor() {
        String first = labels(mask("anna", "img-1", 201, 1));
        String second = labels(mask("anna", "img-1", 201, 0, 1));

        assertThat(counting(1)).containsExactly(first);
        assertThat(counting(2)).containsExactly(second);
        assertThat(history().get(1)).containsEntry("supersedes", 1);
        assertThat(history().get(0)).containsEntry("endedBy", 2);
        given().queryParam("version", 3).get("/api/datasets/{name}", name).then().statusCode(422);
    }

    @Test
    void supersedingWhatNoLongerCountsIsAConflict() {
        mask("anna", "img-1", 201, 1);
        mask("anna", "img-1", 201, 0, 1);
        String drawing = "{\"kind\": \"regions\", \"regions\": []}";
        annotate("{\"image\": \"img-1\", \"annotator\": \"anna\", \"supersedes\": 1, \"drawing\": " + drawing + "}")
                .statusCode(409);
        annotate("{\"image\": \"img-1\", \"annotator\": \"anna\", \"supersedes\": 2, \"drawing\": " + drawing + "}")
                .statusCode(201);
    }

    @Test
    void whatIsWithdrawnCountsNoMoreAndTheVersionsBeforeStayWhatTheyWere() {
        mask("anna", "img-1", 201, 1);
        mask("ben", "img-1", 201, 1);
        mask("ben", "img-2", 201, 1);
        assertThat(withdraw("{annotation: 1}")).isEqualTo(4);
        assertThat(withdraw("{annotation: 1}")).as("again").isEqualTo(4);
        assertThat(withdraw("{annotator: ben, reason: never calibrated}")).isEqualTo(5);

        assertThat(counting(5)).isEmpty();
        assertThat(counting(4)).hasSize(2);
        assertThat(counting(3)).hasSize(3);
        assertThat(history().get(4)).containsEntry("kind", "annotator-withdrawn")
                .containsEntry("reason", "never calibrated");
        mask("ben", "img-2", 409, 0, 1);
        given().body("{annotator: nobody}").post("/api/datasets/{name}/withdrawals", name).then().statusCode(404);
    }

    @Test
    void whatDoesNotFitIsRefusedNamingWhatWouldBeRight() {
        mask("anna", "img-9", 404, 1);
        assertThat(mask("anna", "img-1", 422, 2).extract().<String>path("detail")).contains("0 to 1");
        assertThat(given().contentType("image/png").body(png(5, 3, 0)).queryParam("image", "img-1")
                .queryParam("annotator", "anna").post("/api/datasets/{name}/annotations", name).then().statusCode(422)
                .extract().<String>path("detail")).contains("5 x 3").contains("4 x 3");
        assertThat(drawn("anna", "img-1", 422, """
                {"kind": "regions", "regions": [{"label": "tumour", "segmentation": []}]}""").extract()
                .<String>path("detail")).contains("tumour").contains("background, lesion");
        annotate("{\"image\": \"img-1\", \"annotater\": \"anna\"}").statusCode(422);

        define("{name: " + name + "-closed, annotators: [anna]}").statusCode(201);
        given().body(png(4, 3, 9)).put("/api/datasets/{name}/images/img-1", name + "-closed").then().statusCode(201);
        name = name + "-closed";
        assertThat(mask("ben", "img-1", 422, 1).extract().<String>path("detail")).contains("anna");
        assertThat(history()).isEmpty();
    }

    @Test
    void annotationsComeByTheTopicOnceHoweverOftenTheyAreSent() throws Exception {
        try (Wire wire = new Wire(topics)) {
            String event = event("e-1", "anna", "img-1");
            wire.send(Fact.ANNOTATIONS_SUBMITTED, event);
            wire.send(Fact.ANNOTATIONS_SUBMITTED, event);
            wire.send(Fact.ANNOTATIONS_SUBMITTED, event("e-2", "ben", "img-2"));
            assertThat(wire.await(topics.of(Fact.DATASET_GROWN), name, 2))
                    .allMatch(text -> text.contains("\"change\":\"annotated\""));
        }
        assertThat(history()).hasSize(2);
    }

    @Test
    void whatCannotBeAcceptedFromTheTopicIsADeadLetterWithItsCause() throws Exception {
        try (Wire wire = new Wire(topics)) {
            wire.send(Fact.ANNOTATIONS_SUBMITTED, event("e-3", "anna", "img-404"));
            wire.send(Fact.ANNOTATIONS_SUBMITTED, "{\"no\": \"event, of " + name + "\"}");
            List<String> letters = wire.awaitProblems(topics.dead("annotations.submitted"), name, 2);
            assertThat(letters).anyMatch(problem -> problem.contains("img-404"))
                    .anyMatch(problem -> problem.contains("specversion"));
        }
        assertThat(history()).isEmpty();
    }

    @Test
    void labelStudioIsBelievedByItsHeaderAndEachDeliveryCountsOnce() throws Exception {
        byte[] created = bytes(studio("ANNOTATION_CREATED", 7, "2026-11-24T10:00:00.000000Z", 50));
        studio(created, "Bearer wrong").statusCode(401);
        studio(created, "Bearer " + STUDIO_SECRET).statusCode(202);
        studio(created, "Bearer " + STUDIO_SECRET).statusCode(202);
        // A queue promises no order: what comes late is another test's affair.
        awaitHistory(1);
        studio(bytes(studio("ANNOTATION_UPDATED", 7, "2026-11-24T11:00:00.000000Z", 100)), "Bearer " + STUDIO_SECRET)
                .statusCode(202);
        awaitHistory(2);
        assertThat(history().get(1)).containsEntry("annotator", "anna@example.org").containsEntry("image", "img-1")
                .containsEntry("supersedes", 1).containsEntry("tool", "label-studio");

        studio(bytes("{\"action\": \"ANNOTATIONS_DELETED\", \"annotations\": [{\"id\": 7}]}"),
                "Bearer " + STUDIO_SECRET).statusCode(202);
        awaitHistory(3);
        assertThat(counting(3)).isEmpty();
        studio(bytes("{"), "Bearer " + STUDIO_SECRET).statusCode(400);
    }

    @Test
    void anOlderDeliveryThatComesLateDoesNotTakeTheNewersPlace() throws Exception {
        studio(bytes(studio("ANNOTATION_UPDATED", 7, "2026-11-24T11:00:00.000000Z", 100)), "Bearer " + STUDIO_SECRET)
                .statusCode(202);
        awaitHistory(1);
        studio(bytes(studio("ANNOTATION_CREATED", 7, "2026-11-24T10:00:00.000000Z", 50)), "Bearer " + STUDIO_SECRET)
                .statusCode(202);
        studio(bytes(studio("ANNOTATION_CREATED", 8, "2026-11-24T12:00:00.000000Z", 50).replace("anna@", "ben@")),
                "Bearer " + STUDIO_SECRET).statusCode(202);
        awaitHistory(2);
        assertThat(history()).extracting(row -> row.get("annotator"))
                .containsExactly("anna@example.org", "ben@example.org");
    }

    @Test
    void cvatIsBelievedByItsSignatureAndWhatItsJobHoldsIsFetched() throws Exception {
        byte[] completed = bytes("{\"event\": \"update:job\", \"job\": {\"id\": 12, \"state\": \"completed\"}}");
        cvat(completed, "sha256=" + hmac("another", completed)).statusCode(401);
        given().body(completed).post("/api/datasets/{name}/webhooks/cvat", name).then().statusCode(401);
        cvat(completed, "sha256=" + hmac(CVAT_SECRET, completed)).statusCode(202);
        awaitHistory(2);
        assertThat(history()).extracting(row -> row.get("annotator")).containsOnly("dora");
        assertThat(history()).extracting(row -> row.get("image")).containsExactlyInAnyOrder("img-1", "img-2");
    }

    @Test
    void theReconcilerFillsTheGapsThatWebhooksLeft() {
        String task = """
                {"data": {"image": "/data/upload/3/0123abcd-%s.png"}, "annotations": [%s]}""";
        String one = task.formatted("img-1", annotation(7, "2026-11-24T10:00:00Z", 50));
        String two = task.formatted("img-2", annotation(8, "2026-11-24T10:00:00Z", 50));
        String odd = task.formatted("img-9", annotation(9, "2026-11-24T10:00:00Z", 50));
        reconcile("[" + one + "]").body("accepted", org.hamcrest.Matchers.equalTo(1));
        reconcile("[" + one + "," + two + "," + odd + "]")
                .body("found", org.hamcrest.Matchers.equalTo(3))
                .body("accepted", org.hamcrest.Matchers.equalTo(1))
                .body("known", org.hamcrest.Matchers.equalTo(1))
                .body("refused[0].problem", org.hamcrest.Matchers.containsString("img-9"));
        reconcile("[" + two + "]")
                .body("accepted", org.hamcrest.Matchers.equalTo(0))
                .body("gone", org.hamcrest.Matchers.equalTo(List.of(1)));
        assertThat(history()).hasSize(2);
    }

    @Test
    void whatWasDrawnIsNeverRubbish() {
        String labels = labels(mask("anna", "img-1", 201, 1));
        Digest rubbish = new LocalWorkshop(store).artefact("rubbish", 1).attribute("of", name).commit();
        collector.collect(false);
        assertThat(store.contains(rubbish)).isFalse();
        assertThat(store.artefact(new Digest(labels)).damage()).isEmpty();
        assertThat(annotators(ingested(1, Optional.empty()))).containsExactly("anna");
    }

    @Test
    void boundProjectsAreComparedAgainAndAgainWithoutBeingAsked() throws Exception {
        given().put("/api/datasets/{name}/sources/cvat/5", name).then().statusCode(200);
        given().put("/api/datasets/{name}/sources/label-studio/3", name).then().statusCode(200);
        awaitHistory(3);
        assertThat(history()).extracting(row -> row.get("annotator"))
                .containsExactlyInAnyOrder("dora", "dora", "anna@example.org");
        given().post("/api/datasets/{name}/reconcile/cvat", name).then().statusCode(200)
                .body("found", org.hamcrest.Matchers.equalTo(2))
                .body("known", org.hamcrest.Matchers.equalTo(2));
        assertThat(history()).hasSize(3);
        given().put("/api/datasets/{name}/sources/paint/3", name).then().statusCode(404);
    }

    @Test
    void aVersionIsIngestedAsItWasAndAnUntouchedImageKeepsItsArtefact() {
        mask("anna", "img-1", 201, 1);
        mask("anna", "img-2", 201, 1);
        mask("ben", "img-2", 201, 0, 1);

        assertThat(annotators(ingested(2, Optional.empty()))).containsExactly("anna");
        assertThat(annotators(ingested(3, Optional.empty()))).containsExactly("anna", "ben");
        assertThat(ingested(2, Optional.of("img-1"))).isEqualTo(ingested(3, Optional.of("img-1")));
        assertThat(ingested(2, Optional.of("img-2"))).isNotEqualTo(ingested(3, Optional.of("img-2")));
        assertThat(store.artefact(ingested(3, Optional.empty())).table("parts.json"))
                .isEqualTo(List.of(ingested(3, Optional.of("img-1")).hex(), ingested(3, Optional.of("img-2")).hex()));
    }

    private Digest ingested(long version, Optional<String> image) {
        DatasetSpec.Growing spec = new DatasetSpec.Growing(
                name, Optional.of(version), image, false, new SplitSpec(0.2, 0.2));
        Made made = ingest.make(
                new StageSpec.Ingest(spec, 1), new Inputs(store, Map.of()), new LocalWorkshop(store));
        return made.outputs().get(Role.ANNOTATIONS);
    }

    private List<String> annotators(Digest annotations) {
        return AnnotationSet.of(store.artefact(annotations)).annotators();
    }

    private static ValidatableResponse define(String body) {
        return given().contentType("text/plain").body(body).post("/api/datasets").then();
    }

    /// Makes a data set of another name, and goes on with it.
    private String named(String body) {
        name = name + "-b";
        define(body.formatted(name)).statusCode(201);
        return name;
    }

    private ValidatableResponse annotate(String body) {
        return given().contentType("application/json").body(body).post("/api/datasets/{name}/annotations", name).then();
    }

    private ValidatableResponse drawn(String annotator, String image, String drawing) {
        return drawn(annotator, image, 201, drawing);
    }

    private ValidatableResponse drawn(String annotator, String image, int status, String drawing) {
        return annotate("{\"image\": \"" + image + "\", \"annotator\": \"" + annotator + "\", \"drawing\": " + drawing
                + "}").statusCode(status);
    }

    private ValidatableResponse mask(String annotator, String image, int status, int... labels) {
        return given().contentType("image/png").body(png(4, 3, labels)).queryParam("image", image)
                .queryParam("annotator", annotator).post("/api/datasets/{name}/annotations", name).then()
                .statusCode(status);
    }

    private Response upload(String annotator, String image, String key, int... labels) {
        return given().contentType("image/png").header("Idempotency-Key", key).body(png(4, 3, labels))
                .queryParam("image", image).queryParam("annotator", annotator)
                .post("/api/datasets/{name}/annotations", name);
    }

    private static String labels(ValidatableResponse accepted) {
        return accepted.extract().path("labels");
    }

    private int withdraw(String body) {
        return given().contentType("text/plain").body(body).post("/api/datasets/{name}/withdrawals", name).then()
                .statusCode(200).extract().path("version");
    }

    private List<String> counting(int version) {
        return given().queryParam("version", version).get("/api/datasets/{name}/annotations", name).then()
                .statusCode(200).extract().jsonPath().<List<String>>getList("images.annotations.labels").stream()
                .flatMap(List::stream).toList();
    }

    private List<Map<String, Object>> history() {
        return given().get("/api/datasets/{name}/history", name).jsonPath().getList("records");
    }

    private void awaitHistory(int records) throws InterruptedException {
        for (int look = 0; look < 200 && history().size() < records; look++) {
            Thread.sleep(100);
        }
        assertThat(history()).hasSize(records);
    }

    private ValidatableResponse studio(byte[] body, String authorization) {
        return given().contentType("application/json").header("Authorization", authorization).body(body)
                .post("/api/datasets/{name}/webhooks/label-studio", name).then();
    }

    private ValidatableResponse cvat(byte[] body, String signature) {
        return given().contentType("application/json").header("X-Signature-256", signature).body(body)
                .post("/api/datasets/{name}/webhooks/cvat", name).then();
    }

    private ValidatableResponse reconcile(String export) {
        return given().contentType("application/json").body(export)
                .post("/api/datasets/{name}/reconcile/label-studio", name).then().statusCode(200);
    }

    private static String studio(String action, int id, String updated, int percent) {
        return "{\"action\": \"" + action + "\", \"task\": {\"id\": 3, \"data\": {\"image\":"
                + " \"/data/upload/3/0123abcd-img-1.png\"}}, \"annotation\": " + annotation(id, updated, percent) + "}";
    }

    /// A rectangle from the upper left corner, so wide in percent.
    private static String annotation(int id, String updated, int percent) {
        return """
                {"id": %d, "updated_at": "%s", "completed_by": {"id": 1, "email": "anna@example.org"}, "result": [
                 {"type": "polygonlabels", "original_width": 4, "original_height": 3, "image_rotation": 0, "value":
                  {"polygonlabels": ["lesion"], "points": [[0, 0], [%d, 0], [%d, 100], [0, 100]]}}]}"""
                .formatted(id, updated, percent, percent);
    }

    private String event(String id, String annotator, String image) {
        String drawing =
                "{\"kind\": \"png\", \"base64\": \"" + Base64.getEncoder().encodeToString(png(4, 3, 1)) + "\"}";
        return """
                {"specversion": "1.0", "id": "%s", "source": "/%s", "type": "consilium.annotations.submitted.v1",
                 "data": {"dataset": "%s", "annotation": {"image": "%s", "annotator": "%s", "drawing": %s}}}"""
                .formatted(id, name, name, image, annotator, drawing);
    }

    private static String hmac(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    /// @param first values of the first pixels; the others are 0
    private static byte[] png(int width, int height, int... first) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < first.length; pixel++) {
            image.getRaster().setSample(pixel % width, pixel / width, 0, first[pixel]);
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
