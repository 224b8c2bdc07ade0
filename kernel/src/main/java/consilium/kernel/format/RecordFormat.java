package consilium.kernel.format;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads records from plain trees and writes them back: the one format of specs, events, slices and manifests.
///
/// A tree is what a JSON or YAML parser gives: `Map<String, ?>`, `List<?>`, `String`, `Number`, `Boolean`, `null`.
/// A component may be a primitive number, `boolean`, `String`, an enum (written in kebab case), another record, a
/// [Scalar] record, a sealed interface of records (told apart by the field `kind`, see [Kind]), `List`,
/// `Map<String, ?>`, `Optional`, or `Object` for a free tree. Reading is strict: a field nobody declared is refused
/// with the nearest one that exists, and every violation is reported, not only the first.
public final class RecordFormat {

    static final String KIND = "kind";

    private RecordFormat() {}

    /// @throws InvalidTreeException when the tree does not fit; it names every misfit
    public static <T> T read(Class<T> type, @Nullable Object tree) {
        List<Violation> violations = new ArrayList<>();
        Object value = read(type, type, tree, "", violations);
        if (!violations.isEmpty() || value == null) {
            throw new InvalidTreeException(violations);
        }
        return type.cast(value);
    }

    /// The record as a tree, every field present unless it is an empty `Optional`.
    public static Map<String, @Nullable Object> write(Object record) {
        Object tree = writeValue(record);
        if (tree instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) tree;
            return map;
        }
        throw new IllegalArgumentException("not a record of several fields: " + record.getClass().getName());
    }

    private static @Nullable Object writeValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> optional.map(RecordFormat::writeValue).orElse(null);
            case Enum<?> constant -> Names.of(constant);
            case List<?> list -> {
                List<@Nullable Object> written = new ArrayList<>();
                list.forEach(element -> written.add(writeValue(element)));
                yield written;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> written = new LinkedHashMap<>();
                map.forEach((key, element) -> written.put((String) key, writeValue(element)));
                yield written;
            }
            case Record record -> writeRecord(record);
            default -> value;
        };
    }

    private static Object writeRecord(Record record) {
        Shape shape = Shape.of(record.getClass());
        if (shape.scalar()) {
            return record.toString();
        }
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        shape.kind().ifPresent(kind -> written.put(KIND, kind));
        for (Shape.Field field : shape.fields()) {
            Object value = field.of(record);
            if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
                written.put(field.name(), writeValue(value));
            }
        }
        return written;
    }

    private static @Nullable Object read(
            Type generic, Class<?> type, @Nullable Object tree, String path, List<Violation> violations) {
        if (type == Object.class) {
            return tree;
        }
        if (tree == null) {
            return refuse(violations, path, "is required (" + describe(type) + ")");
        }
        if (type == String.class) {
            return tree instanceof String ? tree : refuse(violations, path, "must be text, was " + show(tree));
        }
        if (type == boolean.class || type == Boolean.class) {
            return tree instanceof Boolean ? tree
                    : refuse(violations, path, "must be true or false, was " + show(tree));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return readWhole(type, tree, path, violations);
        }
        if (type == double.class || type == Double.class) {
            return tree instanceof Number number && Double.isFinite(number.doubleValue())
                    ? (Object) number.doubleValue()
                    : refuse(violations, path, "must be a finite number, was " + show(tree));
        }
        if (type.isEnum()) {
            return readEnum(type, tree, path, violations);
        }
        if (type == List.class) {
            return readList(generic, tree, path, violations);
        }
        if (type == Map.class) {
            return readMap(generic, tree, path, violations);
        }
        if (type.isRecord()) {
            return readRecord(Shape.of(type), tree, path, violations, false);
        }
        if (type.isSealed()) {
            return readVariant(type, tree, path, violations);
        }
        throw new IllegalArgumentException("no format for " + generic + " at " + path);
    }

    private static @Nullable Object readWhole(
            Class<?> type, Object tree, String path, List<Violation> violations) {
        boolean whole = tree instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && Math.abs(number.doubleValue()) < 0x1p53;
        if (!whole) {
            return refuse(violations, path, "must be a whole number, was " + show(tree));
        }
        long value = ((Number) tree).longValue();
        if (type == long.class || type == Long.class) {
            return value;
        }
        return value == (int) value ? (Object) (int) value : refuse(violations, path, "is too large, was " + value);
    }

    private static @Nullable Object readEnum(Class<?> type, Object tree, String path, List<Violation> violations) {
        List<String> names = Names.constants(type);
        int index = tree instanceof String ? names.indexOf(tree) : -1;
        return index >= 0
                ? type.getEnumConstants()[index]
                : refuse(violations, path, "must be one of " + String.join(", ", names) + ", was " + show(tree));
    }

    private static @Nullable Object readList(
            Type generic, Object tree, String path, List<Violation> violations) {
        if (!(tree instanceof List<?> list)) {
            return refuse(violations, path, "must be a list, was " + show(tree));
        }
        Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object value = read(element, Names.raw(element), list.get(i), path + "[" + i + "]", violations);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private static @Nullable Object readMap(Type generic, Object tree, String path, List<Violation> violations) {
        if (!(tree instanceof Map<?, ?> map)) {
            return refuse(violations, path, "must be a map, was " + show(tree));
        }
        Type element = ((ParameterizedType) generic).getActualTypeArguments()[1];
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            String name = String.valueOf(key);
            Object value = read(element, Names.raw(element), item, join(path, name), violations);
            if (value != null || Names.raw(element) == Object.class) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static @Nullable Object readVariant(
            Class<?> type, Object tree, String path, List<Violation> violations) {
        if (!(tree instanceof Map<?, ?> map)) {
            return refuse(violations, path, "must be a map with the field kind, was " + show(tree));
        }
        Map<String, Class<?>> variants = Names.kinds(type);
        Object kind = map.get(KIND);
        Class<?> variant = kind instanceof String name ? variants.get(name) : null;
        if (variant != null) {
            return readRecord(Shape.of(variant), tree, path, violations, true);
        }
        List<String> kinds = List.copyOf(variants.keySet());
        String known = " one of " + String.join(", ", kinds);
        if (kind == null) {
            return refuse(violations, join(path, KIND), "is required:" + known);
        }
        return refuse(
                violations,
                join(path, KIND),
                "must be" + known + ", was " + show(kind) + Names.suggestion(String.valueOf(kind), kinds));
    }

    private static @Nullable Object readRecord(
            Shape shape, Object tree, String path, List<Violation> violations, boolean variant) {
        if (shape.scalar()) {
            return tree instanceof String text
                    ? construct(shape, new Object[] {text}, path, violations)
                    : refuse(violations, path, "must be text, was " + show(tree));
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return refuse(violations, path, "must be a map, was " + show(tree));
        }
        int before = violations.size();
        refuseUnknownFields(map, shape.names(), path, violations, variant);
        Object[] values = shape.fields().stream()
                .map(field -> readField(field, map, path, violations))
                .toArray();
        return violations.size() == before ? construct(shape, values, path, violations) : null;
    }

    private static void refuseUnknownFields(
            Map<?, ?> map, List<String> known, String path, List<Violation> violations, boolean variant) {
        for (Object key : map.keySet()) {
            String name = String.valueOf(key);
            if (!known.contains(name) && !(variant && name.equals(KIND))) {
                violations.add(new Violation(
                        join(path, name), "is not a known field" + Names.suggestion(name, known)
                                + "; known are " + String.join(", ", known)));
            }
        }
    }

    private static @Nullable Object readField(
            Shape.Field field, Map<?, ?> map, String path, List<Violation> violations) {
        String at = join(path, field.name());
        Object tree = map.get(field.name());
        if (field.type() == Optional.class) {
            Type inner = ((ParameterizedType) field.generic()).getActualTypeArguments()[0];
            return tree == null
                    ? Optional.empty()
                    : Optional.ofNullable(
                            ranged(field, read(inner, Names.raw(inner), tree, at, violations), at, violations));
        }
        if (tree == null) {
            tree = field.standard();
        }
        return ranged(field, read(field.generic(), field.type(), tree, at, violations), at, violations);
    }

    static @Nullable Object defaultOf(RecordComponent component) {
        Default given = component.getAnnotation(Default.class);
        Class<?> type = component.getType();
        if (given == null) {
            return type == List.class ? List.of() : null;
        }
        String text = given.value();
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type.isPrimitive()) {
            return Double.valueOf(text);
        }
        if (type.isSealed() && !type.isEnum()) {
            return Map.of(KIND, text);
        }
        return text.equals("{}") ? Map.of() : text;
    }

    private static @Nullable Object ranged(
            Shape.Field field, @Nullable Object value, String path, List<Violation> violations) {
        Range range = field.range();
        if (range != null && value instanceof Number number
                && !(number.doubleValue() >= range.min() && number.doubleValue() <= range.max())) {
            return refuse(violations, path, "must be " + Names.bounds(range) + ", was " + show(number));
        }
        return value;
    }

    private static @Nullable Object construct(
            Shape shape, Object[] values, String path, List<Violation> violations) {
        try {
            return shape.constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                return refuse(violations, path, String.valueOf(refusal.getMessage()));
            }
            throw new IllegalStateException("cannot make a " + shape.type().getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + shape.type().getName(), e);
        }
    }

    private static @Nullable Object refuse(List<Violation> violations, String path, String rule) {
        violations.add(new Violation(path, rule));
        return null;
    }

    private static String describe(Class<?> type) {
        return type.isRecord() || (type.isSealed() && !type.isEnum()) ? "a map" : Names.kebab(type.getSimpleName());
    }

    private static String show(Object value) {
        String text = String.valueOf(value);
        String brief = text.length() > 60 ? text.substring(0, 57) + "..." : text;
        return value instanceof String ? "\"" + brief + "\"" : brief;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
