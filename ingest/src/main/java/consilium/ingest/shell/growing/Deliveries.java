package consilium.ingest.shell.growing;

import consilium.ingest.growing.Submission;
import consilium.ingest.growing.Withdrawal;
import consilium.kernel.event.Event;
import consilium.kernel.problem.Problem;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What a message on the topic asks for: to record an annotation, or to look at what a tool's webhook told.
@ApplicationScoped
class Deliveries {

    /// The field of a message that holds a webhook's payload as it came, beside [#TOOL].
    static final String DELIVERY = "delivery";

    static final String TOOL = "tool";

    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    private final Intake intake;
    private final Reconciler reconciler;
    private final RecordedSets sets;
    private final Sql sql;

    Deliveries(Intake intake, Reconciler reconciler, RecordedSets sets, Sql sql) {
        this.intake = intake;
        this.reconciler = reconciler;
        this.sets = sets;
        this.sql = sql;
    }

    void settle(Event.AnnotationsSubmitted submitted) {
        Map<String, Object> tree = submitted.annotation();
        if (tree.containsKey(DELIVERY)) {
            settle(submitted.dataset(), submitted.submission(), Tool.of(tree.get(TOOL)), tree.get(DELIVERY));
            return;
        }
        Receipt receipt = intake.accept(submitted.dataset(), submitted.submission(), Submission.read(tree).handedIn());
        LOG.debugf("%s %s", submitted.key(), receipt.outcome());
    }

    private void settle(String dataset, String id, Tool tool, @Nullable Object payload) {
        sets.set(dataset);
        switch (tool) {
            case LABEL_STUDIO -> labelStudio(dataset, id, new LabelStudioPayload(payload));
            case CVAT -> new CvatPayload(payload).finishedJob().ifPresent(job -> reconciler.cvatJob(dataset, job));
        }
    }

    private void labelStudio(String dataset, String id, LabelStudioPayload payload) {
        List<LabelStudioPayload.Drawn> drawn = payload.drawn(reconciler.labelStudioImageField());
        for (LabelStudioPayload.Drawn one : drawn) {
            reconciler.accept(dataset, id + "/" + drawn.indexOf(one), Tool.LABEL_STUDIO, one.annotation(),
                    one.toolId(), one.updated());
        }
        payload.deleted().forEach(toolId -> withdraw(dataset, id, toolId));
    }

    /// An annotation that never came in, or no longer counts, needs no withdrawal.
    private void withdraw(String dataset, String id, String toolId) {
        List<Long> counting = sql.rows(row -> ((Number) requireThere(row[0])).longValue(), """
                select r.version, r.image from growing_record r
                left join growing_end e on e.dataset = r.dataset and e.ended = r.version
                where r.dataset = ?1 and r.tool = ?2 and r.tool_id = ?3 and r.kind = 'ANNOTATED' and e.ended is null""",
                dataset, Tool.LABEL_STUDIO.label(), toolId);
        counting.forEach(version -> intake.withdraw(dataset, id, new Withdrawal(Optional.of(version), Optional.empty(),
                Optional.of("deleted in the tool"))));
    }

    private static Object requireThere(@Nullable Object column) {
        if (column == null) {
            throw new Problem.Unexpected("a record without a version").toException();
        }
        return column;
    }
}
