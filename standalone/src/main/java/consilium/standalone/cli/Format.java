package consilium.standalone.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers and names as people read them.
final class Format {

    private static final int BRIEF = 12;
    private static final String UNITS = "KMGTPE";

    private Format() {}

    /// `0.842`, or nothing.
    static String score(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "";
    }

    /// `0.842 ± 0.013`; without the second part where there is one repeat only.
    static String scoreWithSpread(OptionalDouble mean, OptionalDouble deviation) {
        return deviation.isPresent() && mean.isPresent() ? score(mean) + " ± " + score(deviation) : score(mean);
    }

    /// `0.31`, `12`, `1.2e-05`: what a progress figure may be.
    static String figure(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 1e-3 ? "%.1e" : "%.3f", value);
    }

    /// `0.4 s`, `34 s`, `2:05`, `1:02:05`.
    static String time(Duration time) {
        long seconds = Math.round(time.toMillis() / 1000.0);
        if (time.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? time(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000))) : "";
    }

    static String millis(OptionalDouble millis) {
        return millis.isPresent() && millis.getAsDouble() > 0
                ? time(Duration.ofMillis((long) millis.getAsDouble()))
                : "";
    }

    /// `17 bytes`, `4.0 KiB`, `1.3 GiB`.
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, UNITS.charAt(unit));
    }

    /// The first digits of a digest, enough for a person.
    static String brief(String digest) {
        return digest.length() > BRIEF ? digest.substring(0, BRIEF) : digest;
    }
}
