package consilium.standalone.cli;

/// One command's dealings with the server.
///
/// @param startedHere whether the server was started by this command, and so stops with it
record Visit(ConsiliumCommand consilium, Api api, boolean startedHere) {

    Screen screen() {
        return consilium.screen();
    }

    Style style() {
        return screen().style();
    }

    void say(String line) {
        screen().out().println(line);
    }

    void say(Table table) {
        table.lines().forEach(this::say);
    }

    /// What was only asked for waits when the server that was asked stops with the command.
    void remindThatNobodyWorks() {
        if (startedHere) {
            screen().err().println("No server is running: it waits for one. Start one with consilium up.");
        }
    }

    /// The whole id of the experiment that was typed.
    String experiment(String typed) {
        return Experiments.resolve(api, typed);
    }
}
