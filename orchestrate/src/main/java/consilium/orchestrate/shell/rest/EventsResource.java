package consilium.orchestrate.shell.rest;

import consilium.orchestrate.shell.Experiments;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/experiments/{id}/events")
@Tag(name = "Experiments")
class EventsResource {

    private final Experiments experiments;
    private final Duration interval;

    EventsResource(
            Experiments experiments,
            @ConfigProperty(name = "consilium.orchestrate.watch-interval") Duration interval) {
        this.experiments = experiments;
        this.interval = interval;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "watch", summary = "Follow an experiment by server-sent events", description = "First `event: experiment` ({id,state}) and one `event: step` per step as it stands; then each"
            + " as it changes. The stream ends after the event that tells of the experiment's end. Opening it"
            + " again begins with the whole picture again, so nothing is missed.")
    @APIResponse(responseCode = "404", description = "No such experiment")
    public Multi<OutboundSseEvent> watch(@PathParam("id") String id, @Context Sse sse) {
        experiments.summary(id);
        return Multi.createFrom()
                .emitter(emitter -> Thread.ofVirtual()
                        .name("watch-" + id)
                        .start(new Watch(id, experiments, sse, interval, emitter)));
    }
}
