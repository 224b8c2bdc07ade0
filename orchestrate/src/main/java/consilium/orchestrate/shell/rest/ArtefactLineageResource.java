package consilium.orchestrate.shell.rest;

import consilium.kernel.problem.Problem;
import consilium.runtime.ledger.Lineage;
import consilium.runtime.ledger.Recorded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/lineage/{artefact}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lineage")
class ArtefactLineageResource {

    private final Lineage lineage;
    private final LineageViews views;

    ArtefactLineageResource(Lineage lineage, LineageViews views) {
        this.lineage = lineage;
        this.views = views;
    }

    @GET
    @Operation(operationId = "artefactLineage", summary = "The executions behind an artefact", description = "What made it, and what made everything that read, back to the sources; what was made first"
            + " stands first.")
    @APIResponse(responseCode = "200", description = "The executions")
    @APIResponse(responseCode = "404", description = "Nothing recorded made it")
    public LineageView lineage(@PathParam("artefact") String artefact) {
        List<Recorded> upstream = lineage.upstream(List.of(DigestText.read("artefact", artefact)));
        if (upstream.isEmpty()) {
            throw new Problem.NotFound("execution that made artefact", artefact).toException();
        }
        return views.of(upstream);
    }
}
