package consilium.orchestrate.shell.rest;

import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.runtime.dead.DeadLetterOffice;
import consilium.runtime.dead.LetterId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/dead")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations")
class DeadLettersResource {

    private static final int MOST = 1000;

    private final DeadLetterOffice office;

    DeadLettersResource(DeadLetterOffice office) {
        this.office = office;
    }

    @GET
    @Operation(operationId = "deadLetters", summary = "List dead letters, newest first")
    @APIResponse(responseCode = "200", description = "The letters")
    @APIResponse(responseCode = "404", description = "No such group")
    public DeadLetterList list(
            @Parameter(description = "Of one stage or listener") @QueryParam("group") Optional<String> group,
            @Parameter(description = "Of one experiment") @QueryParam("experiment") Optional<String> experiment,
            @Parameter(description = "Most letters in the answer, 1 to 1000") @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "must be from 1 to " + MOST + ", was " + limit);
        }
        return new DeadLetterList(
                office.list(group, experiment, limit).stream().map(DeadLetterSummary::of).toList());
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "deadLetter", summary = "A dead letter with its message and its cause")
    @APIResponse(responseCode = "200", description = "The letter")
    @APIResponse(responseCode = "404", description = "No such letter")
    public DeadLetterView show(@PathParam("id") String id) {
        return DeadLetterView.of(office.show(LetterId.parse(id)));
    }

    @POST
    @Path("{id}/redrive")
    @Operation(operationId = "redrive", summary = "Send a dead letter again", description = "To the group that gave it up, which starts at its first attempt. Once: that is remembered.")
    @APIResponse(responseCode = "200", description = "The letter, sent")
    @APIResponse(responseCode = "404", description = "No such letter")
    @APIResponse(responseCode = "409", description = "It was sent again before")
    public DeadLetterView redrive(@PathParam("id") String id) {
        return DeadLetterView.of(office.redrive(LetterId.parse(id)));
    }

    @DELETE
    @Operation(operationId = "purge", summary = "Throw dead letters away, for good")
    @APIResponse(responseCode = "200", description = "How many, by group")
    @APIResponse(responseCode = "404", description = "No such group")
    public Map<String, Long> purge(
            @Parameter(description = "Of one stage or listener; of all without it") @QueryParam("group") Optional<String> group,
            @Parameter(description = "Only what died longer ago, such as P7D or PT1H") @QueryParam("olderThan") @DefaultValue("PT0S") String olderThan) {
        return office.purge(group, Instant.now().minus(duration(olderThan)));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw invalid("olderThan", "must be a duration such as P7D or PT1H, was " + text);
        }
    }

    private static RuntimeException invalid(String parameter, String rule) {
        return new Problem.SpecInvalid("query", List.of(new Violation(parameter, rule))).toException();
    }
}
