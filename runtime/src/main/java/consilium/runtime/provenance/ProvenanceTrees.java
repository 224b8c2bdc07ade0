package consilium.runtime.provenance;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain trees as OLCUT provenances and back. OLCUT has no word for nothing, so a `null` in a map is left out.
final class ProvenanceTrees {

    private ProvenanceTrees() {}

    static Provenance write(String key, Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> writeMap(map);
            case List<?> list -> writeList(key, list);
            case Boolean truth -> new BooleanProvenance(key, truth);
            case Integer number -> new LongProvenance(key, number);
            case Long number -> new LongProvenance(key, number);
            case Number number -> new DoubleProvenance(key, number.doubleValue());
            default -> new StringProvenance(key, tree.toString());
        };
    }

    static Object read(Provenance provenance) {
        return switch (provenance) {
            case MapProvenance<?> map -> readMap(map);
            case ListProvenance<?> list -> list.getList().stream().map(ProvenanceTrees::read).toList();
            case ObjectProvenance object -> readMap(object);
            case BooleanProvenance truth -> truth.getValue();
            case LongProvenance number -> number.getValue();
            case DoubleProvenance number -> number.getValue();
            case PrimitiveProvenance<?> primitive ->
                primitive.getValue() instanceof Number number ? number : String.valueOf(primitive.getValue());
            default -> provenance.toString();
        };
    }

    private static Provenance writeMap(Map<?, ?> map) {
        Map<String, Provenance> written = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                written.put((String) key, write((String) key, value));
            }
        });
        return new MapProvenance<>(written);
    }

    private static Provenance writeList(String key, List<?> list) {
        List<Provenance> written = new ArrayList<>();
        for (Object element : list) {
            written.add(write(key, element == null ? "" : element));
        }
        return new ListProvenance<>(written);
    }

    private static Map<String, @Nullable Object> readMap(
            Iterable<? extends Pair<String, ? extends Provenance>> entries) {
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (Pair<String, ? extends Provenance> entry : entries) {
            read.put(entry.getA(), read(entry.getB()));
        }
        return read;
    }
}
