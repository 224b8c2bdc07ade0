package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What the server answered, looked at field by field. A field that is not there is empty, not an error: a newer server
/// may say more, an older one less.
record Answer(@Nullable Object tree) {

    /// The field's value, or an answer of nothing.
    Answer at(String field) {
        return new Answer(tree instanceof Map<?, ?> map ? map.get(field) : null);
    }

    boolean present() {
        return tree != null;
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(at(field).tree()).map(String::valueOf);
    }

    /// The field's text, or nothing to see.
    String show(String field) {
        return text(field).orElse("");
    }

    OptionalDouble number(String field) {
        return at(field).tree() instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    boolean is(String field) {
        return Boolean.TRUE.equals(at(field).tree());
    }

    /// The elements of a list field.
    List<Answer> list(String field) {
        List<Answer> elements = new ArrayList<>();
        if (at(field).tree() instanceof List<?> list) {
            list.forEach(element -> elements.add(new Answer(element)));
        }
        return elements;
    }

    /// The elements of a field that is a list of texts.
    List<String> texts(String field) {
        return list(field).stream().map(element -> String.valueOf(element.tree())).toList();
    }

    /// The entries of a field that is a map, in their order.
    Map<String, Answer> entries(String field) {
        Map<String, Answer> entries = new LinkedHashMap<>();
        if (at(field).tree() instanceof Map<?, ?> map) {
            map.forEach((key, value) -> entries.put(String.valueOf(key), new Answer(value)));
        }
        return entries;
    }

    /// The entries of the answer itself, where it is a map.
    Map<String, Answer> entries() {
        return new Answer(Map.of("it", tree == null ? Map.of() : tree)).entries("it");
    }

    @Override
    public String toString() {
        return tree == null ? "" : tree.toString();
    }
}
