package consilium.orchestrate.shell.rest;

import consilium.runtime.collect.Collected;
import consilium.runtime.collect.Collector;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/gc")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations", description = "For those who run it: rubbish and dead letters.")
class CollectionResource {

    private final Collector collector;

    CollectionResource(Collector collector) {
        this.collector = collector;
    }

    @POST
    @Operation(operationId = "gc", summary = "Collect rubbish", description = "Forgets executions that neither a live experiment, a registered model, one of the newest experiments"
            + " nor the cache needs, and deletes the blobs that nothing recorded names. It may run beside everything.")
    @APIResponse(responseCode = "200", description = "What went, what stayed, and why")
    @APIResponse(responseCode = "409", description = "Another collection is running")
    public Collected collect(
            @Parameter(description = "Only look") @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        return collector.collect(dryRun);
    }
}
