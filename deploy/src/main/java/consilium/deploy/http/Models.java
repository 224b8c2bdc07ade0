package consilium.deploy.http;

import consilium.deploy.Catalogue;
import consilium.deploy.ModelVersion;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The registered models as they are told to clients.
@Schema(description = "Every registered model, in alphabetical order")
record Models(List<Model> models) {

    /// @param serving  the version that answers to the bare name
    /// @param versions newest first
    @Schema(description = "A model and its versions, newest first; `serving` answers to the bare name")
    record Model(String name, String serving, List<Version> versions) {

        static Model of(String name, Catalogue catalogue, Architectures architectures) {
            List<Version> versions = catalogue.versions(name).stream()
                    .map(version -> Version.of(version, architectures))
                    .toList();
            return new Model(name, versions.getFirst().version(), versions);
        }
    }

    /// @param address      `name@version`
    /// @param atLeast      the gate's bound; either this or `atMost` is null
    /// @param architecture the network, as its `architecture.json` has it; empty when `problem` is not
    /// @param problem      why the model cannot be read; empty when it can
    @Schema(description = "One version of a model: the artefacts it stands for, the gate it passed, its network")
    record Version(
            String version,
            String address,
            String model,
            String evaluation,
            String registration,
            String metric,
            double value,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            String registered,
            Map<String, Object> architecture,
            String problem) {

        static Version of(ModelVersion version, Architectures architectures) {
            Architectures.Known known = architectures.of(version.model());
            return new Version(
                    version.version(),
                    version.address(),
                    version.model().hex(),
                    version.evaluation().hex(),
                    version.registration().hex(),
                    version.metric(),
                    version.value(),
                    version.atLeast().orElse(null),
                    version.atMost().orElse(null),
                    version.registered().toString(),
                    known.tree(),
                    known.problem());
        }
    }
}
