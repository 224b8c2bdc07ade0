package consilium.runtime.ledger;

import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.NullUnmarked;

/// An execution as it is stored.
@Entity
@Table(name = "execution")
@NullUnmarked
class ExecutionRow extends PanacheEntityBase {

    @Id
    public String recipe;

    public String stage;
    public int revision;
    public String slice;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "cast(? as jsonb)")
    public String summary;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "cast(? as jsonb)")
    public String environment;

    public int attempt;
    public Instant started;
    public Instant finished;
    public String provenance;

    @ElementCollection
    @CollectionTable(name = "execution_input", joinColumns = @JoinColumn(name = "recipe"))
    @MapKeyColumn(name = "role")
    @Column(name = "artefact")
    public Map<String, String> inputs = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "execution_output", joinColumns = @JoinColumn(name = "recipe"))
    @MapKeyColumn(name = "role")
    @Column(name = "artefact")
    public Map<String, String> outputs = new HashMap<>();

    /// Those rows with their inputs and outputs, in one query.
    static List<ExecutionRow> whole(Collection<String> recipes) {
        return list("select distinct e from ExecutionRow e left join fetch e.inputs left join fetch e.outputs"
                + " where e.recipe in ?1", recipes);
    }

    /// Takes over all but the recipe's digest, which is the row's name.
    void set(Execution execution, Digest provenance) {
        stage = execution.recipe().stage().label();
        revision = execution.recipe().revision();
        slice = execution.recipe().slice().hex();
        summary = Canonical.text(execution.summary());
        environment = Canonical.text(execution.environment());
        attempt = execution.attempt();
        started = execution.started();
        finished = execution.finished();
        this.provenance = provenance.hex();
        replace(inputs, execution.recipe().inputs());
        replace(outputs, execution.outputs());
    }

    Execution execution() {
        Recipe made = new Recipe(
                StageName.labelled(stage), revision, new Digest(slice), digests(inputs));
        return new Execution(
                made,
                digests(outputs),
                Json.map(summary),
                Json.map(environment),
                attempt,
                started,
                finished);
    }

    private static void replace(Map<String, String> stored, Map<String, Digest> given) {
        stored.keySet().retainAll(given.keySet());
        given.forEach((role, digest) -> stored.put(role, digest.hex()));
    }

    private static Map<String, Digest> digests(Map<String, String> stored) {
        Map<String, Digest> digests = new TreeMap<>();
        stored.forEach((role, hex) -> digests.put(role, new Digest(hex)));
        return digests;
    }
}
