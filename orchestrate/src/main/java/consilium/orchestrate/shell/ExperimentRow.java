package consilium.orchestrate.shell;

import consilium.kernel.event.Event.State;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;

/// An experiment and where it stands. Whoever changes it or one of its steps holds its lock, so changes are counted
/// one by one.
@Entity
@Table(name = "experiment")
@DynamicUpdate
@NullUnmarked
public class ExperimentRow extends PanacheEntityBase {

    @Id
    public String id;

    public String name;

    @Enumerated(EnumType.STRING)
    public State state;

    /// With every default written out, so that it means the same under a later version; its methods in the order in
    /// which they were submitted. As it came, where it was refused.
    @Convert(converter = MapText.class)
    @Column(updatable = false)
    public Map<String, Object> spec;

    @Column(name = "spec_digest", updatable = false)
    public String specDigest;

    @Column(name = "replay_of", updatable = false)
    public String replayOf;

    public Instant submitted;

    public Instant finished;

    @Convert(converter = MapText.class)
    public Map<String, Object> problem;

    public int steps;

    @Column(name = "steps_done")
    public int stepsDone;

    public long version;

    /// For reading alone.
    static Optional<ExperimentRow> known(String id) {
        return findByIdOptional(id);
    }

    /// Those of the ids that are known, in the order of their ids.
    static List<ExperimentRow> known(List<String> ids) {
        return list("id in ?1 order by id", ids);
    }

    /// Waits until nobody else changes it.
    static Optional<ExperimentRow> locked(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// Newest first.
    static List<ExperimentRow> newest(int limit) {
        return find("order by submitted desc, id desc").page(0, limit).list();
    }

    /// Those submitted before `last`, newest first. Compared as a row, which the index answers however far back it is.
    static List<ExperimentRow> before(ExperimentRow last, int limit) {
        return find("(submitted, id) < (?1, ?2) order by submitted desc, id desc", last.submitted, last.id)
                .page(0, limit)
                .list();
    }

    /// Counts a change.
    long change() {
        return ++version;
    }
}
