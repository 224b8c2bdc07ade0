package consilium.ingest.shell.growing;

import consilium.kernel.event.Event;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.runtime.format.Trees;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What annotation tools call. A delivery is believed by its signature, written down, and answered at once; it is worked on
/// from the topic, where what cannot be accepted becomes a dead letter. The same delivery again does nothing new.
@Path("/api/datasets/{name}/webhooks/{tool}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data sets")
class WebhooksResource {

    /// Half of what a message may have, since the payload is written as text within it.
    private static final int MOST_BYTES = 4 << 20;

    private final RecordedSets sets;
    private final Ledger ledger;
    private final Optional<String> labelStudio;
    private final Optional<String> cvat;

    WebhooksResource(
            RecordedSets sets,
            Ledger ledger,
            @ConfigProperty(name = "consilium.ingest.label-studio.secret") Optional<String> labelStudio,
            @ConfigProperty(name = "consilium.ingest.cvat.secret") Optional<String> cvat) {
        this.sets = sets;
        this.ledger = ledger;
        this.labelStudio = labelStudio;
        this.cvat = cvat;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Operation(operationId = "webhook", summary = "A webhook of label-studio or cvat", description = "CVAT signs with `X-Signature-256`; Label Studio signs nothing and sends the header"
            + " `Authorization: Bearer <secret>` that its webhook was given.")
    @APIResponse(responseCode = "202", description = "Written down")
    @APIResponse(responseCode = "401", description = "Not signed with this data set's secret")
    public Response deliver(
            @PathParam("name") String name,
            @PathParam("tool") String toolName,
            @HeaderParam("X-Signature-256") Optional<String> signature,
            @HeaderParam("Authorization") Optional<String> authorization,
            byte[] body) {
        Tool tool = Tool.of(toolName);
        switch (tool) {
            case CVAT -> new Signature(tool, cvat).requireHmac(signature, body);
            case LABEL_STUDIO -> new Signature(tool, labelStudio).requireBearer(authorization);
        }
        sets.set(name);
        ledger.announce(List.of(event(name, tool, body)));
        return Response.accepted(Map.of("dataset", name, "tool", tool.label())).build();
    }

    private static Event event(String name, Tool tool, byte[] body) {
        if (body.length > MOST_BYTES) {
            throw new Problem.TooLarge("the delivery", body.length + " bytes", MOST_BYTES + " bytes; send the export to"
                    + " reconcile instead").toException();
        }
        @Nullable
        Object payload = Trees.json(new String(body, StandardCharsets.UTF_8), "webhook of " + tool.label());
        if (payload == null) {
            throw new Problem.Unreadable("webhook of " + tool.label(), "", "must be a map, was null").toException();
        }
        return new Event.AnnotationsSubmitted(
                name, tool.label() + "/" + Digest.of(body).hex(),
                Map.of(Deliveries.TOOL, tool.label(), Deliveries.DELIVERY, payload));
    }
}
