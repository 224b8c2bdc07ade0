package consilium.runtime.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/// An experiment nobody is to work for any more.
@Entity
@Table(name = "cancelled_experiment")
@NullUnmarked
class CancelledExperiment extends PanacheEntityBase {

    @Id
    public String experiment;

    public Instant cancelled;
}
