package consilium.standalone.cli;

import java.util.HashMap;
import java.util.Map;

/// For files and pipes: one line when a step starts, and one when it ends.
final class LineBoard implements Board {

    private final Screen screen;
    private final Map<String, String> told = new HashMap<>();

    LineBoard(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void show(StepView step) {
        boolean news = !step.state().equals("waiting") && !step.state().equals(told.put(step.step(), step.state()));
        if (news) {
            screen.out().println(Ended.line(step, screen.style()));
        }
    }

    @Override
    public void end() {
        screen.out().flush();
    }
}
