package consilium.kernel.format;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The JSON Schema (draft 2020-12) of what [RecordFormat] reads, from the records themselves.
public final class JsonSchema {

    private final Map<String, Object> definitions = new TreeMap<>();

    private JsonSchema() {}

    /// @param id the schema's `$id`
    public static Map<String, Object> of(Class<? extends Record> type, String id) {
        JsonSchema schema = new JsonSchema();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", id);
        root.putAll(schema.record(type, false));
        root.put("$defs", schema.definitions);
        return root;
    }

    private Map<String, Object> record(Class<?> type, boolean variant) {
        Map<String, Object> schema = new LinkedHashMap<>();
        About about = type.getAnnotation(About.class);
        if (about != null) {
            schema.put("description", about.value());
        }
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        if (variant) {
            properties.put(RecordFormat.KIND, Map.of("const", Names.kind(type)));
            required.add(RecordFormat.KIND);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), property(component));
            if (component.getType() != Optional.class && RecordFormat.defaultOf(component) == null) {
                required.add(component.getName());
            }
        }
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> property(RecordComponent component) {
        Map<String, Object> schema = new LinkedHashMap<>(type(component.getGenericType()));
        About about = component.getAnnotation(About.class);
        if (about != null) {
            schema.put("description", about.value());
        }
        Range range = component.getAnnotation(Range.class);
        if (range != null && range.min() != Double.NEGATIVE_INFINITY) {
            schema.put("minimum", range.min());
        }
        if (range != null && range.max() != Double.POSITIVE_INFINITY) {
            schema.put("maximum", range.max());
        }
        Object standard = RecordFormat.defaultOf(component);
        if (standard != null && component.isAnnotationPresent(Default.class)) {
            schema.put("default", standard);
        }
        return schema;
    }

    private Map<String, Object> type(Type generic) {
        Class<?> type = Names.raw(generic);
        if (type == Optional.class) {
            return type(argument(generic, 0));
        }
        if (type == List.class) {
            return Map.of("type", "array", "items", type(argument(generic, 0)));
        }
        if (type == Map.class) {
            return Map.of("type", "object", "additionalProperties", type(argument(generic, 1)));
        }
        if (type == String.class || type.isAnnotationPresent(Scalar.class)) {
            return Map.of("type", "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Map.of("type", "integer");
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number");
        }
        if (type.isEnum()) {
            return Map.of("enum", Names.constants(type));
        }
        return type == Object.class ? Map.of() : reference(type);
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, type.isSealed() ? variants(type) : record(type, false));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> variants(Class<?> sealed) {
        Map<String, Object> schema = new LinkedHashMap<>();
        About about = sealed.getAnnotation(About.class);
        if (about != null) {
            schema.put("description", about.value());
        }
        schema.put("oneOf", Names.variants(sealed).stream().map(variant -> record(variant, true)).toList());
        return schema;
    }

    private static Type argument(Type generic, int index) {
        return ((ParameterizedType) generic).getActualTypeArguments()[index];
    }
}
