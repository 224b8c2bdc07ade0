package consilium.orchestrate.shell;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.ResultTable;
import consilium.orchestrate.SpecReader;
import consilium.runtime.queue.WaitingReasons;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Questions about experiments.
@ApplicationScoped
public class Experiments {

    private final ProgressBoard board;
    private final WaitingReasons reasons;

    Experiments(ProgressBoard board, WaitingReasons reasons) {
        this.board = board;
        this.reasons = reasons;
    }

    /// Newest first.
    ///
    /// @param after the experiment that the list goes on after, from the end of an earlier list
    @Transactional
    public List<ExperimentSummary> list(int limit, Optional<String> after) {
        List<ExperimentRow> rows = after.map(last -> ExperimentRow.before(row(last), limit))
                .orElseGet(() -> ExperimentRow.newest(limit));
        return rows.stream().map(ExperimentSummary::of).toList();
    }

    @Transactional
    public ExperimentSummary summary(String id) {
        return ExperimentSummary.of(row(id));
    }

    @Transactional
    public ExperimentView view(String id) {
        ExperimentRow row = row(id);
        Map<String, String> waiting = row.state.ended() ? Map.of() : reasons.of(id);
        return ExperimentView.of(
                row, StepRow.of(id).stream().map(step -> view(step, waiting.get(step.step))).toList());
    }

    /// @param version 0 for everything
    @Transactional
    public Changes changes(String id, long version) {
        ExperimentRow row = row(id);
        List<StepView> steps = row.version > version || version == 0
                ? StepRow.changedSince(id, version).stream().map(this::view).toList()
                : List.of();
        return new Changes(row.version, row.state.name().toLowerCase(Locale.ROOT), row.state.ended(), steps);
    }

    /// Those of the steps of whose work something new was heard.
    public List<StepView> progress(String id, Collection<StepView> known) {
        return known.stream()
                .flatMap(step -> board.of(id, step.step()).flatMap(step::after).stream())
                .toList();
    }

    /// The spec of an experiment that may be replayed, which is one that has ended.
    ///
    /// @throws consilium.kernel.problem.ProblemException `NotFound`, `Conflict` while it has not ended, `SpecInvalid`
    ///                                                   when it never was valid
    @Transactional
    public ExperimentSpec replayable(String id) {
        ExperimentRow row = row(id);
        if (!row.state.ended()) {
            throw new Problem.Conflict(id, "experiment " + id + " has not ended; replay it when it has").toException();
        }
        return SpecReader.read(row.spec);
    }

    /// The recipes of the steps that are done, in the order of the plan.
    @Transactional
    public List<Digest> recipes(String id) {
        row(id);
        return StepRow.of(id).stream()
                .map(step -> step.recipe)
                .filter(Objects::nonNull)
                .distinct()
                .map(Digest::new)
                .toList();
    }

    /// As far as they are known.
    @Transactional
    public ResultTable results(String id) {
        return Closing.results(row(id));
    }

    private StepView view(StepRow step) {
        return view(step, null);
    }

    private StepView view(StepRow step, @Nullable String waiting) {
        return StepView.of(step, board.of(step.experiment, step.step), waiting);
    }

    private static ExperimentRow row(String id) {
        return ExperimentRow.known(id).orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(String id) {
        return new Problem.NotFound("experiment", id).toException();
    }
}
