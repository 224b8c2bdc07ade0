package consilium.orchestrate.shell.rest;

import consilium.orchestrate.ResultTable;
import consilium.orchestrate.shell.Experiments;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/experiments/{id}/results")
@Tag(name = "Results", description = "The result table.")
class ResultsResource {

    private static final String CSV = "text/csv";

    private final Experiments experiments;

    ResultsResource(Experiments experiments) {
        this.experiments = experiments;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(operationId = "results", summary = "The result table", description = "One row per method: means and sample standard deviations over repeats. While the experiment"
            + " runs, as far as it is known.")
    @APIResponse(responseCode = "200", description = "The table", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Results.class)),
            @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
    })
    @APIResponse(responseCode = "404", description = "No such experiment")
    public Response results(
            @PathParam("id") String id,
            @Parameter(description = "csv for RFC 4180 text, else JSON") @QueryParam("format") @DefaultValue("json") String format) {
        ResultTable table = experiments.results(id);
        return format.equals("csv") ? csv(id, table) : json(id, table);
    }

    private Response json(String id, ResultTable table) {
        return Response.ok(Results.of(experiments.summary(id), table), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response csv(String id, ResultTable table) {
        return Response.ok(table.csv(), CSV + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + "-results.csv\"")
                .build();
    }
}
