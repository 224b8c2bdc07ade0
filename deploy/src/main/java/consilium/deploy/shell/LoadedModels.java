package consilium.deploy.shell;

import consilium.deploy.Answer;
import consilium.deploy.ServedNetwork;
import consilium.deploy.SubmittedImage;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.networks.TensorEngine;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The networks kept in memory: few, those used last. Safe for use by many threads.
///
/// Answers draw no random number and keep no state in the engine, so a training beside them learns what it would have
/// learned alone.
@ApplicationScoped
public class LoadedModels {

    private final ArtefactStore store;
    private final int capacity;
    private final Semaphore turns;
    private final Map<Digest, ServedNetwork> byModel = new LinkedHashMap<>(16, 0.75f, true);

    LoadedModels(ArtefactStore store, ServingConfig config) {
        this.store = store;
        this.capacity = atLeastOne("loaded-models", config.loadedModels());
        this.turns = new Semaphore(atLeastOne("at-once", config.atOnce()), true);
    }

    /// What the model says of the image.
    ///
    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing`, `ArtefactDamaged`, or `BadInput` when the
    ///                                                   network cannot take such an image
    public Answer ask(Digest model, SubmittedImage image) {
        awaitTurn();
        try {
            ServedNetwork network = take(model);
            try {
                return network.answer(image);
            } finally {
                network.letGo();
            }
        } finally {
            turns.release();
        }
    }

    @PreDestroy
    void letGoOfAll() {
        synchronized (byModel) {
            byModel.values().forEach(ServedNetwork::letGo);
            byModel.clear();
        }
    }

    private void awaitTurn() {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.DependencyUnavailable("inference", "this service is stopping").toException(e);
        }
    }

    private ServedNetwork take(Digest model) {
        ServedNetwork kept = kept(model);
        return kept != null ? kept : keep(model, ServedNetwork.read(store, model, TensorEngine.present()));
    }

    private @Nullable ServedNetwork kept(Digest model) {
        synchronized (byModel) {
            ServedNetwork network = byModel.get(model);
            return network != null && network.use() ? network : null;
        }
    }

    /// Two threads may have read the same model at once; then the later one's is kept and the earlier one's let go.
    private ServedNetwork keep(Digest model, ServedNetwork network) {
        synchronized (byModel) {
            network.use();
            letGo(byModel.put(model, network));
            if (byModel.size() > capacity) {
                Digest eldest = byModel.keySet().iterator().next();
                letGo(byModel.remove(eldest));
            }
        }
        return network;
    }

    private static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("consilium.deploy.serving." + key + " must be at least 1, was " + value);
        }
        return value;
    }

    private static void letGo(@Nullable ServedNetwork network) {
        if (network != null) {
            network.letGo();
        }
    }
}
