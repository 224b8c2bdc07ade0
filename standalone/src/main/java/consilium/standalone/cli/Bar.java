package consilium.standalone.cli;

import java.time.Duration;
import java.util.Locale;

/// A running step: how far it is, what it reports, and when it may be done.
///
/// The time left is what the work seen so far took per unit, times what is left; a step that tells no total has none.
///
/// @param firstDone units done when it was first seen, which another process may have done
/// @param firstSeen `System.nanoTime()` of that
record Bar(StepView step, double firstDone, long firstSeen) {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 20;
    private static final int NAME = 38;
    private static final int BESIDE_THE_BAR = 85;

    static Bar of(StepView step, long now) {
        return new Bar(step, step.done(), now);
    }

    Bar with(StepView news) {
        return new Bar(news, firstDone, firstSeen);
    }

    String line(long now, Screen screen) {
        StringBuilder line = new StringBuilder("  ").append(Ended.pad(step.name(), NAME));
        if (step.total() > 0) {
            line.append("  ").append(bar(screen)).append(count());
        }
        line.append("  ").append(Format.time(Duration.ofNanos(now - firstSeen))).append(left(now));
        step.figures().forEach((name, value) -> line.append("  ").append(name).append(' ').append(figure(value)));
        return line.length() > screen.width() - 1 ? line.substring(0, screen.width() - 1) : line.toString();
    }

    private String bar(Screen screen) {
        int length = Math.clamp(screen.width() - BESIDE_THE_BAR, SHORTEST, LONGEST);
        int full = (int) Math.round(length * Math.min(1, step.done() / step.total()));
        return screen.drawing()
                ? "━".repeat(full) + "┄".repeat(length - full)
                : "#".repeat(full) + "-".repeat(length - full);
    }

    private String count() {
        String unit = step.unit().isEmpty() ? "" : " " + step.unit();
        return String.format(Locale.ROOT, " %.0f/%.0f%s", step.done(), step.total(), unit);
    }

    private static String figure(Answer value) {
        return value.tree() instanceof Number number ? Format.figure(number.doubleValue()) : value.toString();
    }

    private String left(long now) {
        double seen = step.done() - firstDone;
        if (seen <= 0 || step.total() <= step.done()) {
            return "";
        }
        double nanos = (now - firstSeen) / seen * (step.total() - step.done());
        return ", " + Format.time(Duration.ofNanos((long) nanos)) + " left";
    }
}
