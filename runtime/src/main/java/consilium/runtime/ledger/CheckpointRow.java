package consilium.runtime.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/// The newest checkpoint of a recipe that is not made yet.
@Entity
@Table(name = "checkpoint")
@NullUnmarked
class CheckpointRow extends PanacheEntityBase {

    @Id
    public String recipe;

    public String artefact;
    public Instant taken;
}
