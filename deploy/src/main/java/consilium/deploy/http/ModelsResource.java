package consilium.deploy.http;

import consilium.deploy.Answer;
import consilium.deploy.Catalogue;
import consilium.deploy.ImageDecoder;
import consilium.deploy.ModelName;
import consilium.deploy.ModelVersion;
import consilium.deploy.shell.LoadedModels;
import consilium.deploy.shell.ModelRegistry;
import consilium.deploy.shell.ServingConfig;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The registered models, and what they say of an image.
@Path("/models")
@Tag(name = "Models", description = "Models that passed their gate, and what they say of an image")
public class ModelsResource {

    private static final String PNG = "image/png";
    private static final String TIFF = "image/tiff";
    private static final String NPY = "application/x-npy";
    private static final MediaType PNG_TYPE = MediaType.valueOf(PNG);
    private static final MediaType NPY_TYPE = MediaType.valueOf(NPY);
    private static final List<Variant> ANSWERS =
            Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, PNG_TYPE, NPY_TYPE).build();

    private final ModelRegistry registry;
    private final LoadedModels models;
    private final Architectures architectures;
    private final BodyReader bodies;
    private final ImageDecoder decoder;

    ModelsResource(
            ModelRegistry registry,
            LoadedModels models,
            Architectures architectures,
            BodyReader bodies,
            ServingConfig config) {
        this.registry = registry;
        this.models = models;
        this.architectures = architectures;
        this.bodies = bodies;
        this.decoder = new ImageDecoder(config.maxPixels());
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "All registered models")
    public Models list() {
        Catalogue catalogue = registry.catalogue();
        return new Models(catalogue.names().stream()
                .map(name -> Models.Model.of(name, catalogue, architectures))
                .toList());
    }

    @GET
    @Path("{name}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One model with its versions")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Models.Model.class)))
    @APIResponse(responseCode = "404", description = "No such model; the detail names those there are")
    public Models.Model show(@PathParam("name") String name) {
        return Models.Model.of(name, registry.catalogue(), architectures);
    }

    /// Whole numbers of 8 or 16 bits become intensities from 0 to 1, floats are taken as they are: as in the data sets
    /// that models learn from.
    @POST
    @Path("{name}/predict")
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, PNG, NPY})
    @Operation(summary = "What a model says of an image", description = "Send a PNG, a TIFF or a .npy file ([height, width] or [channels, height, width]); its first"
            + " bytes tell which. Samples of 8 and 16 bits become intensities from 0 to 1, floats are taken as"
            + " they are. `Accept` chooses the answer: JSON with labels and probabilities, a PNG whose palette"
            + " indices are the labels, or a .npy file.")
    @RequestBody(required = true, content = {
            @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
            @Content(mediaType = TIFF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
            @Content(mediaType = NPY, schema = @Schema(type = SchemaType.STRING, format = "binary"))
    })
    @APIResponse(responseCode = "200", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Segmentation.class)),
            @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
            @Content(mediaType = NPY, schema = @Schema(type = SchemaType.STRING, format = "binary"))
    })
    @APIResponse(responseCode = "400", description = "The body is not a whole PNG, TIFF or .npy file")
    @APIResponse(responseCode = "404", description = "No such model, version or annotator")
    @APIResponse(responseCode = "413", description = "The body or the image is too large")
    @APIResponse(responseCode = "422", description = "The model cannot take such an image")
    public Response predict(
            @Parameter(description = "`name`, which means its newest version, or `name@version`") @PathParam("name") String name,
            @Parameter(description = "Also what every modelled annotator would draw") @QueryParam("annotators") @DefaultValue("false") boolean annotators,
            @Parameter(description = "What this annotator would draw") @QueryParam("annotator") Optional<String> annotator,
            @Parameter(description = "What a .npy answer holds: `labels` or `probabilities`") @QueryParam("output") @DefaultValue("labels") String output,
            @Context Request request,
            InputStream body) {
        Question question = new Question(annotators, annotator, output);
        ModelVersion model = registry.catalogue().find(ModelName.of(name));
        Answer answer = models.ask(model.model(), decoder.decode(bodies.read(body)));
        // One of the three is acceptable, else the request would not have come here.
        MediaType wanted = request.selectVariant(ANSWERS).getMediaType();
        Object entity = wanted.equals(PNG_TYPE)
                ? question.png(answer)
                : wanted.equals(NPY_TYPE) ? question.npy(answer) : question.json(model, answer);
        return Response.ok(entity, wanted).build();
    }
}
