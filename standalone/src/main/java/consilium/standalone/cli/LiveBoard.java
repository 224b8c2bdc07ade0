package consilium.standalone.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For terminals: ended steps scroll up, running ones stay below as bars that move.
final class LiveBoard implements Board {

    private static final long BETWEEN_DRAWINGS = Duration.ofMillis(80).toNanos();

    private final Screen screen;
    private final Map<String, String> states = new LinkedHashMap<>();
    private final Map<String, Bar> running = new LinkedHashMap<>();
    private int drawn;
    private long lastDrawing = System.nanoTime() - BETWEEN_DRAWINGS;

    LiveBoard(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void show(StepView step) {
        boolean changed = !step.state().equals(states.put(step.step(), step.state()));
        if (step.running()) {
            running.merge(step.step(), Bar.of(step, System.nanoTime()), (bar, _) -> bar.with(step));
        } else {
            running.remove(step.step());
        }
        List<String> ended =
                changed && step.ended() ? List.of(mark(step) + Ended.line(step, screen.style())) : List.of();
        long now = System.nanoTime();
        if (changed || now - lastDrawing >= BETWEEN_DRAWINGS) {
            draw(ended, now);
        }
    }

    @Override
    public void end() {
        running.clear();
        erase();
        screen.out().flush();
    }

    private void draw(List<String> ended, long now) {
        erase();
        ended.forEach(screen.out()::println);
        List<String> lines = new ArrayList<>();
        running.values().forEach(bar -> lines.add(bar.line(now, screen)));
        lines.add(screen.style().faint(summary()));
        lines.forEach(screen.out()::println);
        screen.out().flush();
        drawn = lines.size();
        lastDrawing = now;
    }

    /// Moves up over what was drawn last and clears from there to the end of the screen.
    private void erase() {
        if (drawn > 0) {
            screen.out().print("\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
        }
    }

    private String summary() {
        long ended = states.values().stream()
                .filter(state -> !state.equals("running") && !state.equals("waiting"))
                .count();
        return ended + " of " + states.size() + " steps";
    }

    private String mark(StepView step) {
        return switch (step.state()) {
            case "failed", "diverged", "cancelled" -> screen.style().bad(screen.drawing() ? "✗ " : "x ");
            default -> screen.style().good(screen.drawing() ? "✓ " : "+ ");
        };
    }
}
