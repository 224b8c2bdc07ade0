package consilium.orchestrate.shell;

import consilium.runtime.format.Trees;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tree in a text column, its keys in their own order.
@Converter
class MapText implements AttributeConverter<Map<String, Object>, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, Object> tree) {
        return tree == null ? null : Trees.pretty(tree);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, Object> convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : (Map<String, Object>) Trees.json(text, "database column");
    }
}
