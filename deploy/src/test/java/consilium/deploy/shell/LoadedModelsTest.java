package consilium.deploy.shell;

import static consilium.deploy.TinyModel.EXTENT;
import static org.assertj.core.api.Assertions.assertThat;

import consilium.deploy.SubmittedImage;
import consilium.deploy.TinyModel;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.recipe.Digest;
import consilium.runtime.store.DirectoryStore;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelsTest {

    @Test
    void manyThreadsAndFewPlacesGiveTheRecordedAnswers(@TempDir Path folder) throws Exception {
        DirectoryStore store = new DirectoryStore(folder);
        List<Digest> models = new ArrayList<>();
        List<PredictionSet> recorded = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            TinyModel model = new TinyModel(seed);
            models.add(model.store(store));
            recorded.add(model.recorded(store, List.of(TinyModel.image(7))));
        }
        LoadedModels loaded = new LoadedModels(store, new Small(1, 3));

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> equal = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int which = i % models.size();
                equal.add(threads.submit(() -> loaded.ask(
                        models.get(which), new SubmittedImage(1, EXTENT, EXTENT, TinyModel.image(7)))
                        .labels()
                        .equals(recorded.get(which).map(0))));
            }
            for (Future<Boolean> one : equal) {
                assertThat(one.get()).isTrue();
            }
        }
        loaded.letGoOfAll();
    }

    private record Small(int loadedModels, int atOnce) implements ServingConfig {

        @Override
        public MemorySize maxBody() {
            return new MemorySize(BigInteger.valueOf(1 << 20));
        }

        @Override
        public int maxPixels() {
            return 1 << 16;
        }

        @Override
        public Duration refresh() {
            return Duration.ZERO;
        }
    }
}
