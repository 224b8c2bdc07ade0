package consilium.ingest.shell.growing;

import consilium.kernel.event.Event.DatasetGrown.Change;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// One record of a data set that grows; written once, never changed.
@Entity
@Immutable
@Table(name = "growing_record")
@IdClass(RecordRow.Key.class)
@NullUnmarked
public class RecordRow extends PanacheEntityBase {

    /// @param version from 1 without a gap
    public record Key(String dataset, long version) {}

    @Id
    public String dataset;

    @Id
    public long version;

    @Enumerated(EnumType.STRING)
    public Change kind;

    public String image;

    public String annotator;

    public String labels;

    @Column(name = "label_map")
    public String labelMap;

    public String tool;

    @Column(name = "tool_id")
    public String toolId;

    public Instant drawn;

    public Instant received;

    public Long supersedes;

    public Long withdraws;

    public String reason;

    public String submission;

    public String asked;
}
