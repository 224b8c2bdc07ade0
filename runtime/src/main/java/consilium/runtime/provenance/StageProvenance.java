package consilium.runtime.provenance;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import consilium.kernel.ledger.Execution;
import consilium.kernel.recipe.Digest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One execution as an OLCUT provenance: the data it read, what made it and how that was set, the surroundings.
///
/// OLCUT reads it back through the constructor that takes a map, so both stay public.
@RegisterForReflection
public final class StageProvenance implements ObjectProvenance {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Provenance> parts;

    /// What OLCUT calls when it reads one back.
    public StageProvenance(Map<String, Provenance> parts) {
        this.parts = new TreeMap<>(parts);
    }

    /// @param slice what the stage read of the spec
    static StageProvenance of(Execution execution, Map<String, ? extends @Nullable Object> slice) {
        Map<String, Provenance> parts = new TreeMap<>();
        String stage = execution.recipe().stage().label();
        parts.put(CLASS_NAME, new StringProvenance(CLASS_NAME, "consilium." + stage));
        parts.put("stage", new StringProvenance("stage", stage));
        parts.put("revision", new IntProvenance("revision", execution.recipe().revision()));
        parts.put("recipe", hash("recipe", execution.recipe().digest()));
        parts.put("data", hashes(execution.recipe().inputs()));
        parts.put("outputs", hashes(execution.outputs()));
        parts.put("trainer", ProvenanceTrees.write("trainer", slice));
        parts.put("summary", ProvenanceTrees.write("summary", execution.summary()));
        parts.put("environment", ProvenanceTrees.write("environment", execution.environment()));
        parts.put("attempt", new IntProvenance("attempt", execution.attempt()));
        parts.put("started", time("started", execution.started()));
        parts.put("finished", time("finished", execution.finished()));
        return new StageProvenance(parts);
    }

    Map<String, Provenance> parts() {
        return parts;
    }

    @Override
    public String getClassName() {
        Provenance name = parts.get(CLASS_NAME);
        return name instanceof StringProvenance text ? text.getValue() : "consilium";
    }

    @Override
    public Iterator<Pair<String, Provenance>> iterator() {
        return parts.entrySet().stream()
                .map(part -> new Pair<>(part.getKey(), part.getValue()))
                .iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StageProvenance that && parts.equals(that.parts);
    }

    /// Of the recipe alone: OLCUT asks for it often, and all the parts are long.
    @Override
    public int hashCode() {
        return Objects.hashCode(parts.get("recipe"));
    }

    @Override
    public String toString() {
        return generateString("Stage");
    }

    private static HashProvenance hash(String key, Digest digest) {
        return new HashProvenance(HashType.SHA256, key, digest.hex());
    }

    private static MapProvenance<HashProvenance> hashes(Map<String, Digest> digests) {
        Map<String, HashProvenance> named = new LinkedHashMap<>();
        digests.forEach((role, digest) -> named.put(role, hash(role, digest)));
        return new MapProvenance<>(named);
    }

    private static DateTimeProvenance time(String key, Instant at) {
        return new DateTimeProvenance(key, at.atOffset(ZoneOffset.UTC));
    }
}
