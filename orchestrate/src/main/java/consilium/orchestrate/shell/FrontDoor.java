package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.State;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.problem.Report;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.ExperimentId;
import consilium.orchestrate.SpecReader;
import consilium.runtime.format.Trees;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where experiments come in, by the API or by a topic: the same request twice is one experiment, another request under
/// a known id is a conflict and changes nothing.
@ApplicationScoped
public class FrontDoor {

    /// The first of two at once wins; the other waits for it and inserts nothing.
    private static final String INSERT = """
            insert into experiment (id, name, state, spec, spec_digest, replay_of, submitted)
            values (?1, ?2, 'REQUESTED', ?3, ?4, nullif(?5, ''), ?6) on conflict (id) do nothing""";

    private final EntityManager entities;
    private final Ledger ledger;
    private final Closing closing;

    FrontDoor(EntityManager entities, Ledger ledger, Closing closing) {
        this.entities = entities;
        this.ledger = ledger;
        this.closing = closing;
    }

    /// Records the experiment and, in the same transaction, that it is to be announced.
    ///
    /// @param replay the experiment to replay, when this is a replay
    /// @return whether it is new
    /// @throws consilium.kernel.problem.ProblemException `Conflict`, `NotFound` when it replays what is not known
    @Transactional
    public boolean submit(ExperimentId id, ExperimentSpec spec, Optional<String> replay) {
        Request request = Request.of(id, spec, replay);
        boolean fresh = admit(request);
        if (fresh) {
            ledger.announce(List.of(request.event()));
        }
        return fresh;
    }

    /// Records the experiment where it is not known yet; the caller holds its lock afterwards.
    ///
    /// @return whether it is new
    /// @throws consilium.kernel.problem.ProblemException `Conflict`, `NotFound` when it replays what is not known
    @Transactional
    boolean admit(Request request) {
        request.replay().ifPresent(FrontDoor::requireKnown);
        boolean fresh = insert(
                request.id().text(), request.spec().name(), request.tree(), request.digest().hex(), request.replay());
        ExperimentRow row = ExperimentRow.locked(request.id().text()).orElseThrow();
        if (!row.specDigest.equals(request.digest().hex())
                || !request.replay().equals(Optional.ofNullable(row.replayOf))) {
            throw conflict(row, request).toException();
        }
        return fresh;
    }

    /// Records a request that became a dead letter as a failed experiment. Another experiment under that id stays as it
    /// is.
    @Transactional
    void refuse(ExperimentId id, Event.ExperimentRequested event, Report problem) {
        String name = event.spec().get("name") instanceof String given ? given : id.text();
        Digest digest = Digest.of(Trees.pretty(event.spec()));
        boolean fresh = insert(id.text(), name, event.spec(), digest.hex(), event.replay());
        ExperimentRow row = ExperimentRow.locked(id.text()).orElseThrow();
        if (fresh || row.state == State.REQUESTED && isOf(row, event)) {
            closing.close(row, State.FAILED, Optional.of(problem));
        }
    }

    private static boolean isOf(ExperimentRow row, Event.ExperimentRequested event) {
        try {
            return row.specDigest.equals(SpecReader.read(event.spec()).digest().hex());
        } catch (ProblemException e) {
            return false;
        }
    }

    private boolean insert(
            String id, String name, Map<String, Object> spec, String digest, Optional<String> replay) {
        return entities.createNativeQuery(INSERT)
                .setParameter(1, id)
                .setParameter(2, name)
                .setParameter(3, Trees.pretty(spec))
                .setParameter(4, digest)
                .setParameter(5, replay.orElse(""))
                .setParameter(6, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .executeUpdate() == 1;
    }

    private static void requireKnown(String replayed) {
        if (ExperimentRow.known(replayed).isEmpty()) {
            throw new Problem.NotFound("experiment to replay:", replayed).toException();
        }
    }

    private static Problem conflict(ExperimentRow row, Request request) {
        return new Problem.Conflict(
                row.id,
                "experiment " + row.id + " (\"" + row.name + "\", submitted " + row.submitted + ") has the spec "
                        + row.specDigest.substring(0, 12) + ", this request the spec " + request.digest().brief()
                        + "; send it under another id or idempotency key");
    }
}
