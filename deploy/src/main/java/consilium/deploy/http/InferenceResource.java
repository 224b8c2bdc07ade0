package consilium.deploy.http;

import consilium.deploy.Answer;
import consilium.deploy.Catalogue;
import consilium.deploy.ImageDecoder;
import consilium.deploy.ModelName;
import consilium.deploy.ModelVersion;
import consilium.deploy.shell.LoadedModels;
import consilium.deploy.shell.ModelRegistry;
import consilium.deploy.shell.ServingConfig;
import consilium.kernel.format.RecordFormat;
import consilium.networks.Architecture;
import consilium.runtime.format.Trees;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The registered models for clients of the Open Inference Protocol, version 2.
///
/// Source: *Open Inference Protocol*, REST specification, KServe. Refusals are problems as everywhere else here.
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inference protocol", description = "Open Inference Protocol, version 2")
public class InferenceResource {

    private final ModelRegistry registry;
    private final LoadedModels models;
    private final Architectures architectures;
    private final BodyReader bodies;
    private final ImageDecoder limits;

    InferenceResource(
            ModelRegistry registry,
            LoadedModels models,
            Architectures architectures,
            BodyReader bodies,
            ServingConfig config) {
        this.registry = registry;
        this.models = models;
        this.architectures = architectures;
        this.bodies = bodies;
        this.limits = new ImageDecoder(config.maxPixels());
    }

    @GET
    @Operation(summary = "The server")
    public Map<String, Object> server() {
        return Map.of("name", "consilium", "version", "2", "extensions", List.of());
    }

    @GET
    @Path("health/live")
    @Operation(summary = "Whether the server is alive")
    public Map<String, Object> live() {
        return Map.of("live", true);
    }

    /// Ready is who can tell which models there are.
    @GET
    @Path("health/ready")
    @Operation(summary = "Whether the server can answer")
    public Map<String, Object> ready() {
        registry.catalogue();
        return Map.of("ready", true);
    }

    @GET
    @Path("models/{name}")
    @Operation(summary = "A model's inputs and outputs")
    public Map<String, Object> model(@PathParam("name") String name) {
        Catalogue catalogue = registry.catalogue();
        ModelVersion model = catalogue.find(ModelName.of(name));
        Architecture network = architectures.read(model.model());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", model.name());
        metadata.put("versions", catalogue.versions(model.name()).stream().map(ModelVersion::version).toList());
        metadata.put("platform", "consilium");
        metadata.put("inputs", List.of(ImageTensor.metadata(network)));
        metadata.put("outputs", InferenceOutputs.metadata(network));
        return metadata;
    }

    @GET
    @Path("models/{name}/ready")
    @Operation(summary = "Whether a model can be asked")
    public Map<String, Object> ready(@PathParam("name") String name) {
        ModelVersion model = registry.catalogue().find(ModelName.of(name));
        architectures.read(model.model());
        return Map.of("name", model.name(), "ready", true);
    }

    @GET
    @Path("models/{name}/versions/{version}")
    @Operation(summary = "The inputs and outputs of one version")
    public Map<String, Object> model(@PathParam("name") String name, @PathParam("version") String version) {
        return model(address(name, version));
    }

    @GET
    @Path("models/{name}/versions/{version}/ready")
    @Operation(summary = "Whether one version can be asked")
    public Map<String, Object> ready(@PathParam("name") String name, @PathParam("version") String version) {
        return ready(address(name, version));
    }

    @POST
    @Path("models/{name}/infer")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "What a model says of images", description = "One input, `image`, FP32 [N, channels, height, width]. Outputs: `labels`, `probabilities` and,"
            + " with the parameter `annotators: true` or `annotator: NAME`, `annotator_labels`.")
    public Map<String, Object> infer(@PathParam("name") String name, InputStream body) {
        ModelVersion model = registry.catalogue().find(ModelName.of(name));
        InferenceRequest request = RecordFormat.read(
                InferenceRequest.class,
                Trees.json(new String(bodies.read(body), StandardCharsets.UTF_8), "inference request"));
        List<Answer> answers = ImageTensor.images(request, limits).stream()
                .map(image -> models.ask(model.model(), image))
                .toList();
        Architecture network = answers.getFirst().architecture();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("model_name", model.name());
        response.put("model_version", model.version());
        request.id().ifPresent(id -> response.put("id", id));
        response.put(
                "outputs",
                new InferenceOutputs(answers, request.annotators(network))
                        .tensors(request.outputs().stream().map(InferenceRequest.Wanted::name).toList()));
        return response;
    }

    @POST
    @Path("models/{name}/versions/{version}/infer")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "What one version says of images")
    public Map<String, Object> infer(
            @PathParam("name") String name, @PathParam("version") String version, InputStream body) {
        return infer(address(name, version), body);
    }

    private static String address(String name, String version) {
        return new ModelName(name, Optional.of(version)).toString();
    }
}
