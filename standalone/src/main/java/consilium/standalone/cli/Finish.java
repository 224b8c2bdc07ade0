package consilium.standalone.cli;

/// Follows an experiment to its end and shows what came of it.
final class Finish {

    private Finish() {}

    /// @return the exit code that its end deserves
    static int of(Visit visit, String id, Output output) {
        Board board = output.json() ? new SilentBoard() : Board.on(visit.screen());
        Answer ended = new Follower(visit.api(), board).follow(id);
        if (!ended.show("state").equals("succeeded")) {
            output.print(visit.screen(), ended, () -> visit.say(headline(visit.style(), ended)));
            return ExitCode.FAILED;
        }
        Answer results = visit.api().get(Experiments.path(id) + "/results");
        output.print(visit.screen(), results, () -> {
            visit.say("");
            visit.say(Results.table(results, visit.style()));
        });
        return Results.exitCode(results);
    }

    /// `quickstart (exp-1f2e3d4c5b6a): failed: ...`
    static String headline(Style style, Answer experiment) {
        String state = experiment.show("state");
        String painted = state.equals("succeeded") ? style.good(state)
                : state.equals("failed") || state.equals("cancelled") ? style.bad(state) : state;
        String why = experiment.at("problem").show("detail");
        return style.strong(experiment.show("name")) + " (" + experiment.show("id") + "): " + painted
                + (why.isEmpty() ? "" : ": " + why);
    }
}
