package consilium.kernel.recipe;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one way to write a tree as bytes, so that equal trees have equal digests.
///
/// JSON after RFC 8785: no white space, keys in UTF-16 order, numbers as ECMAScript prints them. A tree is
/// made of `Map<String, ?>`, `List<?>`, `String`, `Boolean`, whole numbers within ±(2^53 - 1), finite `Double`s
/// and `null`. Anything else is refused with an `IllegalArgumentException`.
public final class Canonical {

    private static final long EXACT = (1L << 53) - 1;

    private Canonical() {}

    public static byte[] bytes(@Nullable Object tree) {
        return text(tree).getBytes(StandardCharsets.UTF_8);
    }

    public static Digest digest(@Nullable Object tree) {
        return Digest.of(bytes(tree));
    }

    public static String text(@Nullable Object tree) {
        StringBuilder out = new StringBuilder();
        append(tree, out);
        return out.toString();
    }

    private static void append(@Nullable Object tree, StringBuilder out) {
        switch (tree) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case String text -> appendString(text, out);
            case Integer number -> appendWhole(number, out);
            case Long number -> appendWhole(number, out);
            case Float number -> appendDouble(number, out);
            case Double number -> appendDouble(number, out);
            case Map<?, ?> map -> appendMap(map, out);
            case List<?> list -> appendList(list, out);
            default -> throw new IllegalArgumentException("no canonical form for " + tree.getClass().getName());
        }
    }

    private static void appendMap(Map<?, ?> map, StringBuilder out) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        char separator = '{';
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            out.append(separator);
            appendString(entry.getKey(), out);
            out.append(':');
            append(entry.getValue(), out);
            separator = ',';
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void appendList(List<?> list, StringBuilder out) {
        char separator = '[';
        for (Object element : list) {
            out.append(separator);
            append(element, out);
            separator = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private static void appendWhole(long number, StringBuilder out) {
        if (number > EXACT || number < -EXACT) {
            throw new IllegalArgumentException("whole numbers lie within ±(2^53 - 1), was " + number);
        }
        out.append(number);
    }

    /// ECMAScript's `Number::toString`: the shortest digits that read back as the same double, laid out in
    /// ECMAScript's way.
    private static void appendDouble(double number, StringBuilder out) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("numbers are finite, was " + number);
        }
        if (number == 0) {
            out.append('0');
            return;
        }
        if (number < 0) {
            out.append('-');
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point > 21 || point <= -6) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(point > 0 ? "+" : "").append(point - 1);
        } else if (point <= 0) {
            out.append("0.").repeat('0', -point).append(digits);
        } else if (digits.length() <= point) {
            out.append(digits).repeat('0', point - digits.length());
        } else {
            out.append(digits, 0, point).append('.').append(digits, point, digits.length());
        }
    }

    /// `Double.toString` finds the shortest digits since JDK 19, but never fewer than two: 4.9e-324 where 5e-324 will do.
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal single = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (single.doubleValue() == number) {
                return single.stripTrailingZeros();
            }
        }
        return digits;
    }

    private static void appendString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
