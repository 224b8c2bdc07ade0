package consilium.ingest.coco;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place in a parsed JSON document that knows its path, and refuses what is not of the wanted kind by that path.
final class Tree {

    private final String file;
    private final String path;
    private final @Nullable Object value;

    private Tree(String file, String path, @Nullable Object value) {
        this.file = file;
        this.path = path;
        this.value = value;
    }

    /// @param document maps, lists, text and numbers, as a JSON parser gives them
    static Tree of(String file, @Nullable Object document) {
        return new Tree(file, "", document);
    }

    String file() {
        return file;
    }

    /// A field that must be there.
    Tree field(String name) {
        return find(name).orElseThrow(() -> refuse("must have a field \"" + name + "\""));
    }

    /// A field that may be absent or null.
    Optional<Tree> find(String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refuse("must be a map with a field \"" + name + "\", was " + show(value));
        }
        Object found = map.get(name);
        return found == null
                ? Optional.empty()
                : Optional.of(new Tree(file, path.isEmpty() ? name : path + "." + name, found));
    }

    List<Tree> list() {
        if (!(value instanceof List<?> list)) {
            throw refuse("must be a list, was " + show(value));
        }
        List<Tree> elements = new ArrayList<>(list.size());
        for (Object element : list) {
            elements.add(new Tree(file, path + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    boolean isList() {
        return value instanceof List<?>;
    }

    boolean isMap() {
        return value instanceof Map<?, ?>;
    }

    boolean isText() {
        return value instanceof String;
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    String text() {
        if (!(value instanceof String text)) {
            throw refuse("must be text, was " + show(value));
        }
        return text;
    }

    /// Text or a whole number, as ids are.
    String id() {
        return value instanceof String text ? text : Long.toString(whole());
    }

    long whole() {
        double number = number();
        if (number != StrictMath.rint(number) || Math.abs(number) > 1L << 53) {
            throw refuse("must be a whole number, was " + show(value));
        }
        return (long) number;
    }

    int size() {
        long whole = whole();
        if (whole < 1 || whole > Integer.MAX_VALUE) {
            throw refuse("must be a size of 1 to " + Integer.MAX_VALUE + ", was " + whole);
        }
        return (int) whole;
    }

    double number() {
        if (!(value instanceof Number number)) {
            throw refuse("must be a number, was " + show(value));
        }
        double real = number.doubleValue();
        if (!Double.isFinite(real)) {
            throw refuse("must be finite, was " + show(value));
        }
        return real;
    }

    ProblemException refuse(String why) {
        return new Problem.BadInput(file, path, why).toException();
    }

    private static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> map -> "a map";
            case List<?> list -> "a list";
            default -> {
                String text = String.valueOf(value);
                yield text.length() > 60 ? text.substring(0, 57) + "..." : text;
            }
        };
    }
}
