package consilium.standalone.cli;

/// One line about a step that will not change any more, or has just begun.
final class Ended {

    private static final int NAME = 46;
    private static final int STATE = 9;

    private Ended() {}

    static String line(StepView step, Style style) {
        String blanks = " ".repeat(Math.max(1, STATE - step.state().length()));
        String time = step.ended() && step.took().toMillis() > 0 ? Format.time(step.took()) : "";
        String saved = step.state().equals("reused") && !time.isEmpty() ? " saved" : "";
        String why = step.problem().isEmpty() ? "" : "  " + step.problem();
        return (pad(step.name(), NAME) + "  " + step.painted(style) + blanks + time + saved + style.bad(why))
                .stripTrailing();
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
