package consilium.deploy;

import static consilium.deploy.TinyModel.EXTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.MatrixSpec;
import consilium.networks.Architecture;
import consilium.networks.TensorEngine;
import consilium.runtime.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServedNetworkTest {

    private final TinyModel model = new TinyModel(1);

    @TempDir
    private Path folder;

    private DirectoryStore store;

    @BeforeEach
    void openStore() {
        store = new DirectoryStore(folder);
    }

    @Test
    void servedAnswerIsTheRecordedOne() {
        List<float[]> images = List.of(TinyModel.image(1), TinyModel.image(2));
        PredictionSet recorded = model.recorded(store, images);
        ServedNetwork network = read(model.store(store));

        for (int i = 0; i < images.size(); i++) {
            Answer answer = network.answer(new SubmittedImage(1, EXTENT, EXTENT, images.get(i)));

            assertThat(answer.labels()).isEqualTo(recorded.map(i));
            assertThat(answer.probabilities()).isEqualTo(recorded.probabilities(i));
            assertThat(answer.labels("under")).isEqualTo(drawn(recorded, i, 1));
        }
        network.letGo();
    }

    static Stream<Architecture> architectures() {
        return Stream.of(
                new Architecture.UNet(
                        4, 3, 1, 2, TinyModel.ANNOTATORS, Optional.of(new MatrixSpec.Global())),
                new Architecture.UNet(
                        4, 3, 1, 2, TinyModel.ANNOTATORS, Optional.of(new MatrixSpec.LowRank(1))),
                Architecture.UNet.rated(4, 3, 1, 2, TinyModel.ANNOTATORS, 0),
                new Architecture.UNetPerAnnotator(4, 3, 1, 2, TinyModel.ANNOTATORS),
                new Architecture.ProbabilisticUNet(4, 3, 1, 2, 6, 16, 1));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyArchitectureIsServedAsItWasRecorded(Architecture architecture) {
        TinyModel other = new TinyModel(architecture, 1);
        PredictionSet recorded = other.recorded(store, List.of(TinyModel.image(1)));
        ServedNetwork network = read(other.store(store));

        Answer answer = network.answer(new SubmittedImage(1, EXTENT, EXTENT, TinyModel.image(1)));

        assertThat(answer.probabilities()).isEqualTo(recorded.probabilities(0));
        if (recorded.annotators() > 0) {
            assertThat(answer.labels("under")).isEqualTo(drawn(recorded, 0, 1));
        }
        if (recorded.foretold() > 0) {
            float[] said = recorded.said(0, 1);
            assertThat(answer.labels("under")).isEqualTo(LabelMap.generate(
                    EXTENT, EXTENT, pixel -> said[EXTENT * EXTENT + pixel] > said[pixel] ? 1 : 0));
        }
        network.letGo();
    }

    @Test
    void otherSizesThanThoseOfTrainingAreFine() {
        ServedNetwork network = read(model.store(store));

        Answer answer = network.answer(new SubmittedImage(1, 5, 9, new float[45]));

        assertThat(List.of(answer.labels().height(), answer.labels().width())).containsExactly(5, 9);
        network.letGo();
    }

    @Test
    void wrongChannelsAreNamed() {
        ServedNetwork network = read(model.store(store));

        assertThatThrownBy(() -> network.answer(new SubmittedImage(3, EXTENT, EXTENT, new float[3 * EXTENT * EXTENT])))
                .isInstanceOf(ProblemException.class)
                .hasMessage("image: the model takes 1 channel (grey), this one has 3 channels (red, green, blue)");
        network.letGo();
    }

    @Test
    void imageSmallerThanTheNetworkCanHalveIsRefused() {
        ServedNetwork network = read(model.store(store));

        assertThatThrownBy(() -> network.answer(new SubmittedImage(1, 3, 9, new float[27])))
                .isInstanceOf(ProblemException.class)
                .hasMessage("image: the model takes at least 4 x 4 pixels, this one has 3 x 9");
        network.letGo();
    }

    @Test
    void freedNetworkTakesNoNewUser() {
        ServedNetwork network = read(model.store(store));

        assertThat(network.use()).isTrue();
        network.letGo();
        assertThat(network.use()).isTrue();
        network.letGo();
        network.letGo();
        assertThat(network.use()).isFalse();
    }

    @Test
    void damagedParametersAreNoticedWhenRead() throws IOException {
        Digest digest = model.store(store);
        Path parameters = store.path(
                store.artefact(digest).manifest().files().get("parameters.safetensors").digest());
        byte[] bytes = Files.readAllBytes(parameters);
        bytes[bytes.length / 2] ^= 1;
        Files.write(parameters, bytes);

        assertThatThrownBy(() -> read(digest))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem())
                                .isEqualTo(new Problem.ArtefactDamaged(
                                        digest, "parameters.safetensors", "its bytes have another digest")));
    }

    @Test
    void architectureOfAnotherTimeIsNamed() {
        Digest digest = new ArtefactWriter(store, "model", 1)
                .table("architecture.json", Map.of("kind", "v-net"))
                .commit();

        assertThatThrownBy(() -> read(digest))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "architecture.json: kind: must be one of unet, unet-per-annotator, probabilistic-unet, was \"v-net\"");
    }

    /// By the definition, from what was recorded: `argmax_i sum_j A[i][j] p[j]`.
    private static LabelMap drawn(PredictionSet recorded, int image, int annotator) {
        float[] p = recorded.probabilities(image);
        float[] a = recorded.confusion(image, annotator);
        int pixels = EXTENT * EXTENT;
        return LabelMap.generate(EXTENT, EXTENT, pixel -> {
            double background = (double) a[pixel] * p[pixel] + (double) a[pixels + pixel] * p[pixels + pixel];
            double lesion =
                    (double) a[2 * pixels + pixel] * p[pixel] + (double) a[3 * pixels + pixel] * p[pixels + pixel];
            return lesion > background ? 1 : 0;
        });
    }

    private ServedNetwork read(Digest digest) {
        return ServedNetwork.read(store, digest, TensorEngine.present());
    }
}
