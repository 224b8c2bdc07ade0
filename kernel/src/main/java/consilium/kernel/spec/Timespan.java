package consilium.kernel.spec;

import consilium.kernel.format.Scalar;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time as it is written: a whole number and its unit, `500ms`, `10s`, `90m`, `2h`, `7d`.
///
/// @param text from 1ms to 999999d
@Scalar
public record Timespan(String text) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h|d)");

    public Timespan {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a length of time is a whole number from 1 to 999999 and its unit (ms, s, m, h or d), such as 90m,"
                            + " was \"" + text + "\"");
        }
    }

    public Duration duration() {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        return Duration.of(Long.parseLong(parts.group(1)), unit(parts.group(2)));
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
