package consilium.orchestrate.shell.standing;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.orchestrate.standing.StandingSpec;
import consilium.runtime.format.Trees;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/standing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Standing experiments", description = "Experiments that stand by a data set that grows.")
class StandingResource {

    private static final int MOST = 10_000;

    private final Standings standings;
    private final StandingViews views;
    private final ArtefactStore store;

    StandingResource(Standings standings, StandingViews views, ArtefactStore store) {
        this.standings = standings;
        this.views = views;
        this.store = store;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "createStanding", summary = "Let an experiment stand by a data set", description = "YAML or JSON: `name`, `experiment` (a spec whose data set is of kind growing, without a version),"
            + " `trigger` (`every`, `atMostSeconds`, `agreementBelow`), `consensus`, `drift` (`window`, `bound`).")
    @APIResponse(responseCode = "201", description = "It stands")
    @APIResponse(responseCode = "200", description = "It stood already, the same")
    @APIResponse(responseCode = "409", description = "There is another of that name")
    @APIResponse(responseCode = "422", description = "Not valid; `violations` lists every misfit")
    public Response create(String body) {
        StandingSpec spec = StandingSpec.read(Trees.yaml(body, "request body"));
        boolean fresh = standings.create(spec);
        return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create("/api/standing/" + spec.name()))
                .entity(views.view(spec.name()))
                .build();
    }

    @GET
    @Operation(operationId = "listStanding", summary = "List the standing experiments")
    public Map<String, Object> list() {
        return Map.of("standing", views.list());
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "showStanding", summary = "A standing experiment, its runs and who has drifted")
    @APIResponse(responseCode = "404", description = "No such standing experiment")
    public Map<String, @Nullable Object> show(@PathParam("name") String name) {
        return views.view(name);
    }

    @POST
    @Path("{name}/pause")
    @Operation(operationId = "pauseStanding", summary = "Fuse nothing and run nothing until it is resumed")
    public Map<String, @Nullable Object> pause(@PathParam("name") String name) {
        standings.pause(name);
        return views.view(name);
    }

    @POST
    @Path("{name}/resume")
    @Operation(operationId = "resumeStanding", summary = "Go on: what changed in the meantime is fused first")
    public Map<String, @Nullable Object> resume(@PathParam("name") String name) {
        standings.resume(name);
        return views.view(name);
    }

    @GET
    @Path("{name}/fusions")
    @Operation(operationId = "fusions", summary = "Which images were fused at which version")
    public Map<String, Object> fusions(
            @PathParam("name") String name,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Problem.SpecInvalid(
                    "query", List.of(new Violation("limit", "must be from 1 to " + MOST + ", was " + limit)))
                    .toException();
        }
        return Map.of("fusions", views.fusions(name, after, limit));
    }

    @GET
    @Path("{name}/reliability")
    @Operation(operationId = "reliability", summary = "How reliable each annotator is, and its trend")
    @APIResponse(responseCode = "404", description = "No such standing experiment, or nothing was fused yet")
    public @Nullable Object reliability(@PathParam("name") String name) {
        StandingRow row = standings.known(name);
        if (row.reliability().isEmpty()) {
            throw new Problem.NotFound("reliability yet of standing experiment", name).toException();
        }
        return store.artefact(new Digest(row.reliability())).table("reliability.json");
    }
}
