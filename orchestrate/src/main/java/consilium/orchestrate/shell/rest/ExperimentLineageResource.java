package consilium.orchestrate.shell.rest;

import consilium.orchestrate.shell.Experiments;
import consilium.runtime.ledger.Lineage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/experiments/{id}/lineage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lineage", description = "What was made from what.")
class ExperimentLineageResource {

    private final Experiments experiments;
    private final Lineage lineage;
    private final LineageViews views;

    ExperimentLineageResource(Experiments experiments, Lineage lineage, LineageViews views) {
        this.experiments = experiments;
        this.lineage = lineage;
        this.views = views;
    }

    @GET
    @Operation(operationId = "experimentLineage", summary = "The executions behind an experiment, in the order of its plan")
    @APIResponse(responseCode = "200", description = "The executions")
    @APIResponse(responseCode = "404", description = "No such experiment")
    public LineageView lineage(@PathParam("id") String id) {
        return views.of(experiments.recipes(id).stream()
                .map(lineage::execution)
                .flatMap(Optional::stream)
                .toList());
    }
}
