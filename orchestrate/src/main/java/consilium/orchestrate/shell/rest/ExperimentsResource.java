package consilium.orchestrate.shell.rest;

import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.ExperimentId;
import consilium.orchestrate.shell.ExperimentSummary;
import consilium.orchestrate.shell.ExperimentView;
import consilium.orchestrate.shell.Experiments;
import consilium.orchestrate.shell.Following;
import consilium.orchestrate.shell.FrontDoor;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments", description = "Submit experiments, follow them, cancel and replay them.")
class ExperimentsResource {

    private static final String KEY = "Idempotency-Key";
    private static final int MOST = 500;

    private final FrontDoor door;
    private final Following following;
    private final Experiments experiments;

    ExperimentsResource(FrontDoor door, Following following, Experiments experiments) {
        this.door = door;
        this.following = following;
        this.experiments = experiments;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "submit", summary = "Submit an experiment", description = "The body is a spec in YAML or JSON, whatever its content type says. The same key with the same"
            + " spec is one experiment, however often it is sent; the same key with another spec is a conflict.")
    @APIResponse(responseCode = "202", description = "It is taken up", content = @Content(schema = @Schema(implementation = ExperimentSummary.class)))
    @APIResponse(responseCode = "200", description = "This key was used for this spec before: that experiment")
    @APIResponse(responseCode = "400", description = "Neither YAML nor JSON")
    @APIResponse(responseCode = "409", description = "This key was used for another spec")
    @APIResponse(responseCode = "422", description = "Not a valid spec; `violations` lists every misfit")
    public Response submit(
            String body,
            @Parameter(description = "Names the request, so that sending it again does nothing new") @HeaderParam(KEY) Optional<String> key) {
        return accept(SpecText.read(body), key, Optional.empty());
    }

    @GET
    @Operation(operationId = "list", summary = "List experiments, newest first")
    public ExperimentList list(
            @Parameter(description = "Most experiments in the answer, 1 to 500") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "`next` of the page before") @QueryParam("after") Optional<String> after) {
        if (limit < 1 || limit > MOST) {
            throw new Problem.SpecInvalid(
                    "query", List.of(new Violation("limit", "must be from 1 to " + MOST + ", was " + limit)))
                    .toException();
        }
        return ExperimentList.of(experiments.list(limit + 1, after), limit);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "show", summary = "An experiment, its spec, its steps and their progress")
    @APIResponse(responseCode = "200", description = "The experiment", content = @Content(schema = @Schema(implementation = ExperimentView.class)))
    @APIResponse(responseCode = "404", description = "No such experiment")
    public ExperimentView show(@PathParam("id") String id) {
        return experiments.view(id);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(operationId = "cancel", summary = "Cancel an experiment", description = "It ends at once; steps at work are stopped within seconds. What has ended already"
            + " stays as it is.")
    @APIResponse(responseCode = "202", description = "The experiment as it is now", content = @Content(schema = @Schema(implementation = ExperimentSummary.class)))
    @APIResponse(responseCode = "404", description = "No such experiment")
    public Response cancel(@PathParam("id") String id) {
        following.cancel(id);
        return Response.accepted(experiments.summary(id)).build();
    }

    @POST
    @Path("{id}/replay")
    @Operation(operationId = "replay", summary = "Replay an experiment", description = "A new experiment makes every step again, reusing nothing, and compares every artefact with"
            + " what was recorded. Its steps end verified, repaired or diverged; it fails when one diverged.")
    @APIResponse(responseCode = "202", description = "The replay is taken up", content = @Content(schema = @Schema(implementation = ExperimentSummary.class)))
    @APIResponse(responseCode = "404", description = "No such experiment")
    @APIResponse(responseCode = "409", description = "The experiment has not ended, or the key was used for another")
    public Response replay(
            @PathParam("id") String id,
            @Parameter(description = "Names the request, so that sending it again does nothing new") @HeaderParam(KEY) Optional<String> key) {
        return accept(experiments.replayable(id), key, Optional.of(id));
    }

    private Response accept(ExperimentSpec spec, Optional<String> key, Optional<String> replay) {
        ExperimentId id = ExperimentId.ofKey(key.orElseGet(() -> UUID.randomUUID().toString()));
        boolean fresh = door.submit(id, spec, replay);
        return Response.status(fresh ? Response.Status.ACCEPTED : Response.Status.OK)
                .location(URI.create("/api/experiments/" + id))
                .entity(experiments.summary(id.text()))
                .build();
    }
}
