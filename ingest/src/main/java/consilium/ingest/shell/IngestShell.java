package consilium.ingest.shell;

import consilium.ingest.IngestStage;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.stage.Stage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Gives the runtime the ingest stage.
class IngestShell {

    /// @param data where the relative paths of a spec start
    @Produces
    @Singleton
    Stage<StageSpec.Ingest> stage(@ConfigProperty(name = "consilium.data") String data) {
        return new IngestStage(Path.of(data));
    }
}
