package consilium.runtime.work;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Workshop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A workshop without ledger or broker: for tests, and for stages run as plain commands on files.
public class LocalWorkshop implements Workshop {

    private final ArtefactStore store;
    private Optional<Digest> checkpoint = Optional.empty();

    public LocalWorkshop(ArtefactStore store) {
        this.store = store;
    }

    @Override
    public ArtefactWriter artefact(String kind, int version) {
        return new ArtefactWriter(store, kind, version);
    }

    @Override
    public void progress(long done, long total, String unit, Map<String, Double> figures) {}

    @Override
    public Map<String, Artefact> part(Inputs part, Supplier<Made> make) {
        Map<String, Artefact> outputs = new LinkedHashMap<>();
        make.get().outputs().forEach((role, digest) -> outputs.put(role, store.artefact(digest)));
        return outputs;
    }

    @Override
    public Optional<Artefact> checkpoint() {
        return checkpoint.map(store::artefact);
    }

    @Override
    public void checkpoint(Digest artefact) {
        checkpoint = Optional.of(artefact);
    }
}
