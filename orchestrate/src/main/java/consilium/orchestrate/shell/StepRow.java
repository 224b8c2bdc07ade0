package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.StageName;
import consilium.kernel.problem.Report;
import consilium.kernel.recipe.Digest;
import consilium.orchestrate.StepRecord;
import consilium.orchestrate.StepState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;

/// A step of an experiment and where it stands. Until it has ended it waits: that it is running is told by its progress,
/// which is not stored.
@Entity
@Table(name = "experiment_step")
@IdClass(StepRow.Key.class)
@DynamicUpdate
@NullUnmarked
public class StepRow extends PanacheEntityBase {

    /// @param position in the plan, parents first
    public record Key(String experiment, int position) {}

    @Id
    public String experiment;

    @Id
    public int position;

    public String step;

    public String parent;

    @Enumerated(EnumType.STRING)
    public StageName stage;

    public String method;

    public int repeat;

    public int depth;

    @Enumerated(EnumType.STRING)
    public StepState state = StepState.WAITING;

    public String recipe;

    @Convert(converter = MapText.class)
    public Map<String, Object> outputs = Map.of();

    @Convert(converter = MapText.class)
    public Map<String, Object> summary = Map.of();

    public long millis;

    @Convert(converter = LinesText.class)
    public List<String> differs = List.of();

    @Convert(converter = MapText.class)
    public Map<String, Object> problem;

    public long version;

    static List<StepRow> of(String experiment) {
        return list("experiment = ?1 order by position", experiment);
    }

    /// By experiment.
    static Map<String, List<StepRow>> of(List<String> experiments) {
        List<StepRow> steps = list("experiment in ?1 order by experiment, position", experiments);
        return steps.stream().collect(Collectors.groupingBy(step -> step.experiment));
    }

    /// Those that changed after `version`.
    static List<StepRow> changedSince(String experiment, long version) {
        return list("experiment = ?1 and version > ?2 order by position", experiment, version);
    }

    static Optional<StepRow> known(String experiment, String step) {
        return find("experiment = ?1 and step = ?2", experiment, step).firstResultOptional();
    }

    /// The steps of a stage that have not ended.
    static List<StepRow> waitingOf(String experiment, StageName stage) {
        return list("experiment = ?1 and stage = ?2 and state = WAITING", experiment, stage);
    }

    static boolean anyWaiting(String experiment) {
        return count("experiment = ?1 and state = WAITING", experiment) > 0;
    }

    /// Everything below a step that is in one state goes into another.
    static void moveBelow(String experiment, String step, StepState from, StepState to, long version) {
        String prefix = step + "/";
        update(
                "state = ?1, version = ?2 where experiment = ?3 and state = ?4 and substring(step, 1, ?5) = ?6",
                to,
                version,
                experiment,
                from,
                prefix.length(),
                prefix);
    }

    /// Everything that has not ended will not run.
    static void cancelWaiting(String experiment, long version) {
        update(
                "state = CANCELLED, version = ?1 where experiment = ?2 and state = WAITING",
                version,
                experiment);
    }

    void done(Event.Done done, long at) {
        state = StepState.of(done.outcome());
        recipe = done.recipe().hex();
        outputs = hex(done.outputs());
        summary = done.summary();
        millis = done.millis();
        differs = done.differs();
        problem = null;
        version = at;
    }

    static Map<String, Object> hex(Map<String, Digest> outputs) {
        Map<String, Object> hex = new LinkedHashMap<>();
        outputs.forEach((role, digest) -> hex.put(role, digest.hex()));
        return hex;
    }

    void failed(Report why, long at) {
        state = StepState.FAILED;
        problem = RecordFormat.write(why);
        version = at;
    }

    StepRecord record() {
        Map<String, Digest> made = new LinkedHashMap<>();
        outputs.forEach((role, digest) -> made.put(role, new Digest(String.valueOf(digest))));
        return new StepRecord(
                step,
                Optional.ofNullable(parent),
                stage,
                Optional.ofNullable(method),
                repeat,
                depth,
                state,
                Optional.ofNullable(recipe).map(Digest::new),
                made,
                summary,
                millis,
                differs,
                Optional.ofNullable(problem).map(tree -> RecordFormat.read(Report.class, tree)));
    }
}
