package consilium.runtime.ledger;

import consilium.runtime.format.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/// JSON columns as plain trees.
final class Json {

    private Json() {}

    /// @throws IllegalStateException when the column holds no JSON object, which we never write
    static Map<String, Object> map(String column) {
        if (!(Trees.json(column, "stored document") instanceof Map<?, ?> stored)) {
            throw new IllegalStateException("not a JSON object: " + column);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        stored.forEach((key, value) -> map.put((String) key, value));
        return map;
    }
}
