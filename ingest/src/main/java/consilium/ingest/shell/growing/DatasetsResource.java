package consilium.ingest.shell.growing;

import consilium.ingest.growing.DatasetDefinition;
import consilium.ingest.growing.Drawing;
import consilium.ingest.growing.Submission;
import consilium.ingest.growing.Withdrawal;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.runtime.format.Trees;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data sets", description = "Data sets that grow: images, annotations that keep arriving, and their history.")
class DatasetsResource {

    private static final String KEY = "Idempotency-Key";
    private static final int MOST = 1000;

    private final Intake intake;
    private final Images images;
    private final Datasets datasets;
    private final Reconciler reconciler;
    private final Rounds.Sources sources;

    DatasetsResource(
            Intake intake, Images images, Datasets datasets, Reconciler reconciler, Rounds.Sources sources) {
        this.intake = intake;
        this.images = images;
        this.datasets = datasets;
        this.reconciler = reconciler;
        this.sources = sources;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "defineDataset", summary = "Make a data set that grows", description = "YAML or JSON: `name`, `classes` (background first), `annotators` (empty: anybody), `truth`.")
    @APIResponse(responseCode = "201", description = "It is made")
    @APIResponse(responseCode = "200", description = "It was there already, the same")
    @APIResponse(responseCode = "409", description = "There is another of that name")
    public Response define(String body) {
        DatasetDefinition definition = read(DatasetDefinition.class, Trees.yaml(body, "request body"));
        boolean fresh = intake.define(definition);
        return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create("/api/datasets/" + definition.name()))
                .entity(RecordFormat.write(datasets.view(definition.name(), Optional.empty())))
                .build();
    }

    @GET
    @Operation(operationId = "listDatasets", summary = "List the data sets that grow")
    public Map<String, Object> list() {
        return Map.of("datasets", datasets.list().stream().map(RecordFormat::write).toList());
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "showDataset", summary = "A data set as it stands, or as it stood at a version")
    @APIResponse(responseCode = "404", description = "No such data set")
    public Map<String, @Nullable Object> show(@PathParam("name") String name,
            @QueryParam("version") Optional<Long> version) {
        return RecordFormat.write(datasets.view(name, version));
    }

    @POST
    @Path("{name}/images")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "registerImages", summary = "Register images that were ingested", description = "`artefact` (of images; with `truth` where the data set has it), or `dataset` and `seed` as in a"
            + " spec, which are ingested now unless they were before. Registering again does nothing new.")
    @APIResponse(responseCode = "409", description = "An id means another image already")
    @APIResponse(responseCode = "422", description = "Images of another size, or without the truth there must be")
    public Map<String, @Nullable Object> register(@PathParam("name") String name, String body) {
        Registration registration = read(Registration.class, Trees.yaml(body, "request body"));
        return RecordFormat.write(images.register(name, registration));
    }

    @PUT
    @Path("{name}/images/{id: .+}")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "uploadImage", summary = "Register one image: a PNG, TIFF or JPEG", description = "For a data set with truth, send the JSON map `image`, `truth` (both Base64) instead.")
    public Response upload(
            @PathParam("name") String name,
            @PathParam("id") String id,
            @QueryParam("case") Optional<String> caseId,
            byte[] body) {
        boolean json = body.length > 0 && body[0] == '{';
        Map<?, ?> both = json ? map(Trees.json(text(body), "request body")) : Map.of();
        byte[] picture = json ? bytes("image", both.get("image")) : body;
        Optional<byte[]> truth = Optional.ofNullable(both.get("truth")).map(given -> bytes("truth", given));
        Images.Registered registered = images.register(name, id, caseId, picture, truth);
        return Response.status(registered.registered() > 0 ? Response.Status.CREATED : Response.Status.OK)
                .entity(RecordFormat.write(registered))
                .build();
    }

    @GET
    @Path("{name}/images")
    @Operation(operationId = "listImages", summary = "The registered images, in order")
    public Map<String, Object> images(
            @PathParam("name") String name,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("offset") @DefaultValue("0") int offset) {
        return Map.of("images", datasets.images(name, checked(limit), Math.max(0, offset)).stream()
                .map(RecordFormat::write)
                .toList());
    }

    @POST
    @Path("{name}/annotations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "annotate", summary = "Hand in an annotation", description = "`image`, `annotator`, `drawing` (kind `png`: a mask in Base64 whose values are the labels; kind"
            + " `regions`: polygons or run lengths as in COCO), perhaps `tool`, `toolId`, `drawn`, `supersedes`."
            + " What is recorded already is not recorded again, and the answer says so.")
    @APIResponse(responseCode = "201", description = "Recorded")
    @APIResponse(responseCode = "200", description = "Recorded before, or older than what is recorded")
    @APIResponse(responseCode = "404", description = "No such data set or image")
    @APIResponse(responseCode = "409", description = "The annotator was withdrawn, or another annotation stands in place of the one superseded")
    @APIResponse(responseCode = "422", description = "A mask of another size, a label that is no class, somebody who may not annotate")
    public Response annotate(
            @PathParam("name") String name, @HeaderParam(KEY) Optional<String> key, String body) {
        return accept(name, key, Submission.read(Trees.json(body, "request body")));
    }

    @POST
    @Path("{name}/annotations")
    @Consumes({"image/png", "image/tiff"})
    @Operation(operationId = "annotateByMask", summary = "Hand in an annotation as a mask whose values are the labels")
    public Response annotate(
            @PathParam("name") String name,
            @HeaderParam(KEY) Optional<String> key,
            @QueryParam("image") @DefaultValue("") String image,
            @QueryParam("annotator") @DefaultValue("") String annotator,
            @QueryParam("tool") Optional<String> tool,
            @QueryParam("drawn") Optional<String> drawn,
            @QueryParam("supersedes") Optional<Long> supersedes,
            byte[] body) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("image", image);
        tree.put("annotator", annotator);
        tool.ifPresent(given -> tree.put("tool", given));
        drawn.ifPresent(given -> tree.put("drawn", given));
        supersedes.ifPresent(given -> tree.put("supersedes", given));
        tree.put("drawing", RecordFormat.write(new Drawing.Png(Base64.getEncoder().encodeToString(body))));
        return accept(name, key, Submission.read(tree));
    }

    private Response accept(String name, Optional<String> key, Submission submission) {
        String id = "upload/" + key.orElseGet(() -> UUID.randomUUID().toString());
        Receipt receipt = intake.accept(name, id, submission.handedIn());
        return Response.status(
                receipt.outcome() == Receipt.Outcome.ACCEPTED ? Response.Status.CREATED : Response.Status.OK)
                .entity(RecordFormat.write(receipt))
                .build();
    }

    @GET
    @Path("{name}/annotations")
    @Operation(operationId = "listAnnotations", summary = "The annotations that count, now or at a version")
    public Map<String, Object> annotations(
            @PathParam("name") String name,
            @QueryParam("version") Optional<Long> version,
            @QueryParam("image") Optional<String> image) {
        return datasets.annotations(name, version, image);
    }

    @GET
    @Path("{name}/history")
    @Operation(operationId = "history", summary = "Every record, in order")
    public Map<String, Object> history(
            @PathParam("name") String name,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return Map.of("records", datasets.history(name, after, checked(limit)));
    }

    @POST
    @Path("{name}/withdrawals")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "withdraw", summary = "Withdraw one annotation, or an annotator", description = "`annotation` (its version) or `annotator`, and perhaps a `reason`. It no longer counts from the"
            + " version in the answer on; earlier versions stay what they were.")
    @APIResponse(responseCode = "409", description = "Another annotation took its place already")
    public Map<String, Object> withdraw(@PathParam("name") String name, String body) {
        Withdrawal withdrawal = read(Withdrawal.class, Trees.yaml(body, "request body"));
        long version = intake.withdraw(name, "withdrawal/" + Digest.of(withdrawal.toString()).hex(), withdrawal);
        return Map.of("dataset", name, "version", version);
    }

    @PUT
    @Path("{name}/sources/{tool}/{project}")
    @Operation(operationId = "bind", summary = "Compare a tool's project with what arrived, from now on", description = "A project of Label Studio or a task of CVAT, by its number there.")
    public Map<String, Object> bind(
            @PathParam("name") String name, @PathParam("tool") String tool, @PathParam("project") String project) {
        datasets.view(name, Optional.empty());
        sources.bind(name, Tool.of(tool), project);
        return Map.of("dataset", name, "tool", tool, "projects", reconciler.projects(name, Tool.of(tool)));
    }

    @POST
    @Path("{name}/reconcile/{tool}")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "reconcile", summary = "Compare a tool's export with what arrived, and record what is missing", description = "The body is the export: Label Studio's JSON, or the XML of \"CVAT for images 1.1\" of one job."
            + " Without a body the exports of the bound projects are fetched.")
    public Map<String, @Nullable Object> reconcile(
            @PathParam("name") String name, @PathParam("tool") String tool, byte[] body) {
        datasets.view(name, Optional.empty());
        return RecordFormat.write(body.length == 0
                ? reconciler.fetch(name, Tool.of(tool))
                : reconciler.reconcile(name, Tool.of(tool), body));
    }

    private static <T> T read(Class<T> type, @Nullable Object tree) {
        return RecordFormat.read(type, tree);
    }

    private static Map<?, ?> map(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw new InvalidTreeException(List.of(new Violation("", "must be a map")));
    }

    private static byte[] bytes(String field, @Nullable Object value) {
        try {
            return Base64.getDecoder().decode(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new Problem.Unreadable("request body", field, "is not Base64: " + e.getMessage()).toException(e);
        }
    }

    private static String text(byte[] body) {
        return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Problem.SpecInvalid(
                    "query", List.of(new Violation("limit", "must be from 1 to " + MOST + ", was " + limit)))
                    .toException();
        }
        return limit;
    }
}
