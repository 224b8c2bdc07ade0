package consilium.kernel.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The checks that spec records share; each names the value in its message.
final class Require {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

    private Require() {}

    static void name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " is 1 to 64 lower-case letters, digits, dots, dashes or"
                    + " underscores, starting and ending with a letter or digit, was \"" + name + "\"");
        }
    }

    static void atLeast(String what, double value, double least) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", was " + value);
        }
    }

    static void between(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", was " + value);
        }
    }

    static void classes(SortedSet<Integer> classes) {
        if (classes.size() < 2 || classes.size() > 256 || classes.first() != 0
                || classes.last() != classes.size() - 1) {
            throw new IllegalArgumentException(
                    "classMap's classes must be 0, 1 and so on to at most 255 without a gap, were " + classes);
        }
    }

    static <T> void distinct(String what, List<T> values, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            if (!seen.add(name.apply(value))) {
                throw new IllegalArgumentException(what + " have names of their own, \"" + name.apply(value)
                        + "\" stands twice");
            }
        }
    }
}
