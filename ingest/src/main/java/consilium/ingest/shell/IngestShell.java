package consilium.ingest.shell;

import consilium.ingest.IngestStage;
import consilium.ingest.growing.GrowingSets;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Gives the runtime the ingest stage.
class IngestShell {

    /// @param data    where the relative paths of a spec start
    /// @param growing the data sets that grow
    @Produces
    @Singleton
    Stage<StageSpec.Ingest> stage(@ConfigProperty(name = "consilium.data") String data, GrowingSets growing) {
        return new IngestStage(Path.of(data), growing);
    }
}
