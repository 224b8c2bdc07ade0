package consilium.orchestrate.shell;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.recipe.Digest;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ArtefactsTest {

    private static final String PART = "/api/artefacts/{digest}/{part}";

    @Inject
    ArtefactStore store;

    @ConfigProperty(name = "consilium.store")
    Path folder;

    @Test
    void aManifestNamesTheParts() {
        JsonPath manifest = given().get("/api/artefacts/{digest}", artefact("manifest").hex()).jsonPath();
        assertThat(manifest.getString("kind")).isEqualTo("test");
        assertThat(manifest.getMap("arrays")).containsOnlyKeys("numbers");
    }

    @Test
    void aFileComesWithItsTypeAndName() {
        Response file = given().urlEncodingEnabled(false)
                .get("/api/artefacts/" + artefact("file").hex() + "/figures/one.txt");
        assertThat(file.asString()).isEqualTo("file");
        assertThat(file.contentType()).startsWith("text/plain");
        assertThat(file.header("Content-Disposition")).isEqualTo("inline; filename=\"one.txt\"");
        assertThat(file.header("Content-Length")).isEqualTo("4");
    }

    @Test
    void anArrayComesAsNpyWithOrWithoutTheEnding() {
        String digest = artefact("array").hex();
        Response array = given().get(PART, digest, "numbers");
        assertThat(array.header("Content-Disposition")).isEqualTo("attachment; filename=\"numbers.npy\"");
        assertThat(array.asByteArray()).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y').hasSize(128 + 8);
        assertThat(given().get(PART, digest, "numbers.npy").asByteArray()).isEqualTo(array.asByteArray());
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgain() {
        String digest = artefact("tag").hex();
        String tag = given().get(PART, digest, "numbers").header("ETag");
        assertThat(given().header("If-None-Match", tag).get(PART, digest, "numbers").statusCode()).isEqualTo(304);
    }

    @Test
    void anUnknownPartIsRefusedWithTheKnownOnes() {
        Response refused = given().get(PART, artefact("unknown").hex(), "letters");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.<String>path("detail")).contains("numbers").contains("figures/one.txt");
    }

    @Test
    void whatIsNotStoredIsNotFound() {
        assertThat(given().get("/api/artefacts/{digest}", Digest.of("nothing").hex()).statusCode()).isEqualTo(404);
        assertThat(given().get("/api/artefacts/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void damageIsToldInsteadOfSent() throws Exception {
        Digest digest = artefact("damaged");
        Digest blob = store.artefact(digest).manifest().arrays().get("numbers").digest();
        Path file = folder.resolve(blob.hex().substring(0, 2)).resolve(blob.hex());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        Response refused = given().get(PART, digest.hex(), "numbers");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.<String>path("detail")).contains(digest.hex()).contains("numbers");
    }

    @Test
    void lineageGoesBackToTheSources() {
        String id = Api.run(Api.spec("lineage")).getString("id");
        String model = given().get("/api/experiments/{id}/results", id).jsonPath().getString("rows[1].model[0]");
        JsonPath lineage = given().get("/api/lineage/{digest}", model).jsonPath();
        assertThat(lineage.getList("executions.recipe.stage")).containsExactly("ingest", "simulate", "fuse", "train");
        assertThat(lineage.getList("executions.provenance")).doesNotContainNull();
        assertThat(lineage.<Map<String, String>>getList("executions.recipe.inputs").getLast())
                .containsOnlyKeys("images", "labels");
    }

    @Test
    void anExperimentsLineageIsThatOfAllItsSteps() {
        String id = Api.run(Api.spec("all-lineage")).getString("id");
        JsonPath lineage = given().get("/api/experiments/{id}/lineage", id).jsonPath();
        assertThat(lineage.getList("executions.recipe.stage"))
                .containsExactly("ingest", "simulate", "fuse", "train", "evaluate", "evaluate");
    }

    @Test
    void whatNothingMadeHasNoLineage() {
        assertThat(given().get("/api/lineage/{digest}", artefact("orphan").hex()).statusCode()).isEqualTo(404);
    }

    private Digest artefact(String text) {
        ArtefactWriter writer = new ArtefactWriter(store, "test", 1).text("figures/one.txt", "text/plain", text);
        try (ArraySink numbers = writer.array("numbers", DType.FLOAT32, 2)) {
            numbers.write(new float[] {1f, text.hashCode()});
        }
        return writer.commit();
    }
}
