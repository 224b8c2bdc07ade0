package consilium.ingest;

import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.format.Trees;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.file.Path;
import java.util.Map;

/// What ingestion made of a data set, opened again.
record Ingested(Made made, DirectoryStore store) {

    static Ingested of(String dataset, Path root, Path temp) {
        return of(spec(dataset), 1, root, temp);
    }

    static Ingested of(DatasetSpec dataset, long seed, Path root, Path temp) {
        DirectoryStore store = new DirectoryStore(temp.resolve("store"));
        StageSpec.Ingest slice = new StageSpec.Ingest(dataset, seed);
        Made made = new IngestStage(root).make(slice, new Inputs(store, Map.of()), new LocalWorkshop(store));
        return new Ingested(made, store);
    }

    /// A data set spec from YAML, as a user writes it.
    static DatasetSpec spec(String yaml) {
        return RecordFormat.read(DatasetSpec.class, Trees.yaml(yaml, "test spec"));
    }

    ImageSet images() {
        return ImageSet.of(store.artefact(made.outputs().get(Role.IMAGES)));
    }

    TruthSet truth() {
        return TruthSet.of(store.artefact(made.outputs().get(Role.TRUTH)));
    }

    AnnotationSet annotations() {
        return AnnotationSet.of(store.artefact(made.outputs().get(Role.ANNOTATIONS)));
    }
}
