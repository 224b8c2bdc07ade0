package consilium.kernel.format;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How Java's names become the names in a tree.
final class Names {

    private static final ClassValue<List<String>> CONSTANTS = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> kebab(((Enum<?>) constant).name()))
                    .toList();
        }
    };

    private static final ClassValue<Map<String, Class<?>>> KINDS = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> sealed) {
            Map<String, Class<?>> kinds = new LinkedHashMap<>();
            variants(sealed).forEach(variant -> kinds.putIfAbsent(kind(variant), variant));
            return Collections.unmodifiableMap(kinds);
        }
    };

    private Names() {}

    /// The names of an enum's constants, in their order.
    static List<String> constants(Class<?> type) {
        return CONSTANTS.get(type);
    }

    static String of(Enum<?> constant) {
        return constants(constant.getDeclaringClass()).get(constant.ordinal());
    }

    /// The records of a sealed interface by their kinds, in the order of their declaration.
    static Map<String, Class<?>> kinds(Class<?> sealed) {
        return KINDS.get(sealed);
    }

    /// `MajorityVote`, `majorityVote` and `MAJORITY_VOTE` all become `majority-vote`.
    static String kebab(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static String kind(Class<?> variant) {
        Kind given = variant.getAnnotation(Kind.class);
        return given == null ? kebab(variant.getSimpleName()) : given.value();
    }

    /// Whether the record is one of a sealed interface's, and so is written with its kind.
    static boolean isVariant(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            if (parent.isSealed()) {
                return true;
            }
        }
        return false;
    }

    /// The records of a sealed interface, those of nested sealed interfaces included.
    static List<Class<?>> variants(Class<?> sealed) {
        List<Class<?>> variants = new ArrayList<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                variants.add(permitted);
            } else {
                variants.addAll(variants(permitted));
            }
        }
        return variants;
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    static String bounds(Range range) {
        if (range.max() == Double.POSITIVE_INFINITY) {
            return "at least " + number(range.min());
        }
        if (range.min() == Double.NEGATIVE_INFINITY) {
            return "at most " + number(range.max());
        }
        return "from " + number(range.min()) + " to " + number(range.max());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// `"; did you mean traceWeight?"` when some known name is close, else nothing.
    static String suggestion(String name, List<String> known) {
        return nearest(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
    }

    private static Optional<String> nearest(String name, List<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(2, name.length() / 2);
        for (String candidate : known) {
            int distance = editDistance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance <= least) {
                least = distance - 1;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /// Levenshtein's distance.
    private static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
