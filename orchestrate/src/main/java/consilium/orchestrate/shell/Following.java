package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.State;
import consilium.orchestrate.StepState;
import consilium.runtime.ledger.Cancellations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Follows experiments to their end. Facts may come in any order and more than once; see [StepState#yieldsTo]. An
/// experiment that has ended no longer changes, and what is told of an unknown one is let pass: it belongs to another
/// database.
@ApplicationScoped
public class Following {

    private final StepsDone stepsDone;
    private final Closing closing;
    private final Cancellations cancellations;

    Following(StepsDone stepsDone, Closing closing, Cancellations cancellations) {
        this.stepsDone = stepsDone;
        this.closing = closing;
        this.cancellations = cancellations;
    }

    /// @param fact with something done
    @Transactional
    void done(Event.StepDone fact) {
        if (!doneTogether(List.of(fact))) {
            Event.Done done = fact.done().orElseThrow();
            whileOpen(fact.experiment(), experiment -> StepRow.known(experiment.id, done.step())
                    .filter(step -> step.state.yieldsTo(StepState.of(done.outcome())))
                    .ifPresent(step -> done(experiment, step, done)));
        }
    }

    /// Several facts at once, where they are all plain: steps that were waited for and are done.
    ///
    /// @return false when one of them is not plain, and nothing was done
    @Transactional
    boolean doneTogether(List<Event.StepDone> facts) {
        Optional<List<String>> ended = stepsDone.note(facts);
        ended.ifPresent(closing::closeEnded);
        return ended.isPresent();
    }

    private static void done(ExperimentRow experiment, StepRow step, Event.Done done) {
        long version = experiment.change();
        if (step.state == StepState.FAILED) {
            StepRow.moveBelow(experiment.id, step.step, StepState.CANCELLED, StepState.WAITING, version);
        }
        step.done(done, version);
        experiment.stepsDone++;
    }

    /// Fails the step and, with it, whatever follows from it; other branches go on.
    @Transactional
    void failed(Event.StageFailed failure) {
        whileOpen(failure.experiment(), experiment -> affected(failure).stream()
                .filter(step -> step.state.yieldsTo(StepState.FAILED))
                .forEach(step -> fail(experiment, step, failure)));
    }

    private static void fail(ExperimentRow experiment, StepRow step, Event.StageFailed failure) {
        long version = experiment.change();
        step.failed(failure.problem(), version);
        StepRow.moveBelow(experiment.id, step.step, StepState.WAITING, StepState.CANCELLED, version);
    }

    /// An event that could not be read as far as its step is told under its stage's name: then any open step of the
    /// stage may be meant, and none of them can be waited for.
    private static List<StepRow> affected(Event.StageFailed failure) {
        Optional<StepRow> named = StepRow.known(failure.experiment(), failure.step());
        return named.map(List::of).orElseGet(() -> failure.step().equals(failure.stage().label())
                ? StepRow.waitingOf(failure.experiment(), failure.stage())
                : List.of());
    }

    /// Ends the experiment now, unless it has ended: no worker begins another step of it, and the steps at work are
    /// stopped within seconds.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`
    @Transactional
    public void cancel(String id) {
        ExperimentRow experiment = ExperimentRow.locked(id).orElseThrow(() -> Experiments.unknown(id));
        if (!experiment.state.ended()) {
            cancellations.cancel(id);
            closing.close(experiment, State.CANCELLED, Optional.empty());
        }
    }

    private void whileOpen(String id, Consumer<ExperimentRow> change) {
        ExperimentRow.locked(id)
                .filter(experiment -> experiment.state == State.RUNNING)
                .ifPresent(experiment -> {
                    long before = experiment.version;
                    change.accept(experiment);
                    if (experiment.version != before && !StepRow.anyWaiting(id)) {
                        closing.closeEnded(List.of(id));
                    }
                });
    }
}
