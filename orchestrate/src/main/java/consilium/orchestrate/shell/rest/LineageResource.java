package consilium.orchestrate.shell.rest;

import consilium.kernel.ledger.Execution;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import consilium.orchestrate.shell.Experiments;
import consilium.runtime.ledger.Lineage;
import consilium.runtime.ledger.Recorded;
import consilium.runtime.provenance.Provenances;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lineage", description = "What was made from what.")
class LineageResource {

    private final Experiments experiments;
    private final Lineage lineage;
    private final Provenances provenances;

    LineageResource(Experiments experiments, Lineage lineage, Provenances provenances) {
        this.experiments = experiments;
        this.lineage = lineage;
        this.provenances = provenances;
    }

    @GET
    @Path("experiments/{id}/lineage")
    @Operation(operationId = "experimentLineage", summary = "The executions behind an experiment, in the order of its plan")
    @APIResponse(responseCode = "404", description = "No such experiment")
    public LineageView ofExperiment(@PathParam("id") String id) {
        return view(experiments.recipes(id).stream()
                .map(lineage::execution)
                .flatMap(Optional::stream)
                .toList());
    }

    @GET
    @Path("lineage/{artefact}")
    @Operation(
            operationId = "artefactLineage",
            summary = "The executions behind an artefact",
            description = "What made it, and what made everything that read, back to the sources; what was made first"
                    + " stands first.")
    @APIResponse(responseCode = "404", description = "Nothing recorded made it")
    public LineageView ofArtefact(@PathParam("artefact") String artefact) {
        List<Recorded> upstream = lineage.upstream(List.of(DigestText.read("artefact", artefact)));
        if (upstream.isEmpty()) {
            throw new Problem.NotFound("execution that made artefact", artefact).toException();
        }
        return view(upstream);
    }

    private LineageView view(List<Recorded> executions) {
        return new LineageView(executions.stream().map(this::view).toList());
    }

    private LineageView.Execution view(Recorded recorded) {
        Execution execution = recorded.execution();
        return new LineageView.Execution(
                view(execution.recipe(), recorded.slice()),
                hex(execution.outputs()),
                execution.environment(),
                execution.summary(),
                execution.attempt(),
                execution.started(),
                execution.finished(),
                recorded.provenance().map(this::provenance).orElse(null));
    }

    private static LineageView.Recipe view(Recipe recipe, Optional<Map<String, Object>> slice) {
        return new LineageView.Recipe(
                recipe.digest().hex(),
                recipe.stage().label(),
                recipe.revision(),
                recipe.slice().hex(),
                slice.orElse(null),
                hex(recipe.inputs()));
    }

    /// A lost provenance hides nothing else of the lineage: its place says what became of it.
    private Map<String, Object> provenance(Digest provenance) {
        try {
            return provenances.tree(provenance);
        } catch (ProblemException e) {
            return Map.of("unavailable", e.problem().detail());
        }
    }

    private static Map<String, String> hex(Map<String, Digest> digests) {
        Map<String, String> hex = new TreeMap<>();
        digests.forEach((role, digest) -> hex.put(role, digest.hex()));
        return hex;
    }
}
