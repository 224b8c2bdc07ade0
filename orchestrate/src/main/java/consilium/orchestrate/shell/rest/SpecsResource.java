package consilium.orchestrate.shell.rest;

import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.shell.Forecasts;
import consilium.orchestrate.shell.SpecSchema;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Specs", description = "Check a spec and foretell what it would run, without running it.")
class SpecsResource {

    private final Forecasts forecasts;

    SpecsResource(Forecasts forecasts) {
        this.forecasts = forecasts;
    }

    @POST
    @Path("plan")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "plan", summary = "What would run", description = "The spec's steps, which of them are recorded already with every output intact, and why the"
            + " others are not.")
    @APIResponse(responseCode = "422", description = "Not a valid spec; `violations` lists every misfit")
    public PlanView plan(String body) {
        ExperimentSpec spec = SpecText.read(body);
        return PlanView.of(spec, forecasts.of(spec));
    }

    @POST
    @Path("validate")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "validate", summary = "Check a spec")
    @APIResponse(responseCode = "422", description = "Not a valid spec; `violations` lists every misfit")
    public Validity validate(String body) {
        ExperimentSpec spec = SpecText.read(body);
        return new Validity(true, spec.name(), spec.digest().hex());
    }

    @GET
    @Path("schema/experiment.json")
    @Produces("application/schema+json")
    @Operation(operationId = "schema", summary = "The JSON Schema of a spec (draft 2020-12)")
    public String schema() {
        return SpecSchema.text();
    }
}
