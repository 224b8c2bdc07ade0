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
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// Where experiments come in, by the API or by a topic: the same request twice is one experiment, another request under
/// a known id is a conflict and changes nothing.
@ApplicationScoped
public class FrontDoor {

    private final Register register;
    private final Ledger ledger;
    private final Closing closing;

    FrontDoor(Register register, Ledger ledger, Closing closing) {
        this.register = register;
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
        boolean fresh = admit(request).fresh();
        if (fresh) {
            ledger.announce(List.of(request.event()));
        }
        return fresh;
    }

    /// Records the experiment where it is not known yet; the caller holds its lock afterwards.
    ///
    /// @return as it is recorded
    /// @throws consilium.kernel.problem.ProblemException `Conflict`, `NotFound` when it replays what is not known
    @Transactional
    Register.Entry admit(Request request) {
        request.replay().ifPresent(FrontDoor::requireKnown);
        String id = request.id().text();
        Register.Entry entry =
                register.enter(id, request.spec().name(), request.tree(), request.digest().hex(), request.replay());
        if (!entry.specDigest().equals(request.digest().hex()) || !entry.replay().equals(request.replay())) {
            throw conflict(id, entry, request).toException();
        }
        return entry;
    }

    /// Records a request that became a dead letter as a failed experiment. Another experiment under that id stays as it
    /// is.
    @Transactional
    void refuse(ExperimentId id, Event.ExperimentRequested event, Report problem) {
        String name = event.spec().get("name") instanceof String given ? given : id.text();
        Digest digest = Digest.of(Trees.pretty(event.spec()));
        boolean fresh = register.enter(id.text(), name, event.spec(), digest.hex(), event.replay()).fresh();
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

    private static void requireKnown(String replayed) {
        if (ExperimentRow.known(replayed).isEmpty()) {
            throw new Problem.NotFound("experiment to replay:", replayed).toException();
        }
    }

    private static Problem conflict(String id, Register.Entry known, Request request) {
        return new Problem.Conflict(
                id,
                "experiment " + id + " (\"" + known.name() + "\", submitted " + known.submitted() + ") has the spec "
                        + known.specDigest().substring(0, 12) + ", this request the spec " + request.digest().brief()
                        + "; send it under another id or idempotency key");
    }
}
