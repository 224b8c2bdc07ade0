package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.event.Event.State;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.ledger.Ledger;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.Report;
import consilium.orchestrate.ResultTable;
import consilium.orchestrate.StepState;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Brings an experiment to its end: its state, its result rows and the event that tells of both, in one transaction.
@ApplicationScoped
class Closing {

    private final Ledger ledger;
    private final MeterRegistry meters;

    Closing(Ledger ledger, MeterRegistry meters) {
        this.ledger = ledger;
        this.meters = meters;
    }

    /// Closes experiments of which every step has ended. That all leaves have is not enough: a leaf's fact may overtake
    /// that of a step above it, whose summary and artefacts the result rows need.
    ///
    /// @param ids of such as run, locked
    @Transactional(Transactional.TxType.MANDATORY)
    void closeEnded(List<String> ids) {
        if (!ids.isEmpty()) {
            Map<String, List<StepRow>> steps = StepRow.of(ids);
            ledger.announce(ExperimentRow.known(ids).stream()
                    .map(experiment -> ended(experiment, steps.getOrDefault(experiment.id, List.of())))
                    .toList());
        }
    }

    private Event ended(ExperimentRow experiment, List<StepRow> steps) {
        Optional<Report> problem = firstProblem(steps);
        return end(experiment, problem.isPresent() ? State.FAILED : State.SUCCEEDED, problem, steps);
    }

    /// @param experiment locked
    @Transactional(Transactional.TxType.MANDATORY)
    void close(ExperimentRow experiment, State state, Optional<Report> problem) {
        StepRow.cancelWaiting(experiment.id, experiment.change());
        ledger.announce(List.of(end(experiment, state, problem, StepRow.of(experiment.id))));
    }

    private Event end(ExperimentRow experiment, State state, Optional<Report> problem, List<StepRow> steps) {
        experiment.change();
        experiment.state = state;
        experiment.finished = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        experiment.problem = problem.map(RecordFormat::write).orElse(null);
        meters.counter("consilium.experiments.ended", "state", state.name().toLowerCase(Locale.ROOT)).increment();
        return completed(experiment, steps);
    }

    private static Event completed(ExperimentRow experiment, List<StepRow> steps) {
        List<Map<String, Object>> rows = results(experiment, steps).rows().stream().map(RecordFormat::write).toList();
        long millis = Duration.between(experiment.submitted, experiment.finished).toMillis();
        return new Event.ExperimentCompleted(experiment.id, experiment.name, experiment.state, rows, millis);
    }

    /// As far as it is known; complete once the experiment has ended.
    static ResultTable results(ExperimentRow experiment) {
        return results(experiment, StepRow.of(experiment.id));
    }

    private static ResultTable results(ExperimentRow experiment, List<StepRow> steps) {
        List<String> methods = experiment.spec.get("methods") instanceof Map<?, ?> given
                ? given.keySet().stream().map(String::valueOf).toList()
                : List.of();
        return ResultTable.of(methods, steps.stream().map(StepRow::record).toList());
    }

    /// In the plan's order: a failure, or a step of a replay that came out different.
    private static Optional<Report> firstProblem(List<StepRow> steps) {
        return steps.stream()
                .filter(step -> step.state == StepState.FAILED || step.state == StepState.DIVERGED)
                .findFirst()
                .map(step -> step.state == StepState.FAILED
                        ? RecordFormat.read(Report.class, step.problem)
                        : new Problem.ReplayDiverged(step.step, step.differs).report());
    }
}
