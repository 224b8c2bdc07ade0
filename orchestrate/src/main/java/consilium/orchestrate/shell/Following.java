package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.State;
import consilium.orchestrate.StepState;
import consilium.runtime.ledger.Cancellations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Follows experiments to their end. Facts may come in any order and more than once; see [StepState#yieldsTo]. An
/// experiment that has ended no longer changes, and what is told of an unknown one is let pass: it belongs to another
/// database.
@ApplicationScoped
public class Following {

    private final Closing closing;
    private final Cancellations cancellations;

    Following(Closing closing, Cancellations cancellations) {
        this.closing = closing;
        this.cancellations = cancellations;
    }

    @Transactional
    void done(String id, Event.Done done) {
        whileOpen(id, experiment -> StepRow.known(id, done.step())
                .filter(step -> step.state.yieldsTo(StepState.of(done.outcome())))
                .ifPresent(step -> done(experiment, step, done)));
    }

    /// The same for several facts at once, where they are all plain: steps that were waited for and are done. Experiments
    /// are locked in the order of their ids, so that two who do this never wait for each other.
    ///
    /// @return false when one of them is not plain, and nothing was done
    @Transactional
    boolean doneTogether(List<Event.StepDone> facts) {
        Map<String, ExperimentRow> running =
                ExperimentRow.lockedRunning(facts.stream().map(Event.StepDone::experiment).collect(Collectors.toSet()));
        Map<StepRow.Name, StepRow> steps = StepRow.named(
                facts.stream().map(fact -> new StepRow.Name(fact.experiment(), fact.done().orElseThrow().step()))
                        .toList());
        if (steps.values().stream()
                .anyMatch(step -> step.state == StepState.FAILED || step.state == StepState.CANCELLED)) {
            return false;
        }
        Set<ExperimentRow> changed = new LinkedHashSet<>();
        for (Event.StepDone fact : facts) {
            Event.Done done = fact.done().orElseThrow();
            ExperimentRow experiment = running.get(fact.experiment());
            StepRow step = steps.get(new StepRow.Name(fact.experiment(), done.step()));
            if (experiment != null && step != null && step.state.yieldsTo(StepState.of(done.outcome()))) {
                done(experiment, step, done);
                changed.add(experiment);
            }
        }
        closing.closeAllEnded(changed);
        return true;
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
                    if (experiment.version != before) {
                        closing.closeAllEnded(List.of(experiment));
                    }
                });
    }
}
