package consilium.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What there is and how far it is.
@Command(name = "status", description = "List experiments, or show the steps of one.")
final class StatusCommand extends HouseCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "An experiment: its id, the beginning of its id, or latest. Default: list all.")
    private Optional<String> typed = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "List at most so many, the newest first (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        if (typed.isPresent()) {
            Answer experiment = visit.api().get(Experiments.path(visit.experiment(typed.get())));
            output.print(visit.screen(), experiment, () -> showOne(visit, experiment));
        } else {
            Answer list = visit.api().get("/api/experiments?limit=" + limit);
            output.print(visit.screen(), list, () -> showAll(visit, list));
        }
        return ExitCode.OK;
    }

    private static void showAll(Visit visit, Answer list) {
        if (list.list("experiments").isEmpty()) {
            visit.say("There is no experiment yet. consilium demo runs one.");
            return;
        }
        Table table = new Table(visit.style(), "id", "name", "state", "steps", "submitted", "finished", "replay of");
        for (Answer experiment : list.list("experiments")) {
            table.row(
                    experiment.show("id"),
                    experiment.show("name"),
                    experiment.show("state"),
                    experiment.show("stepsDone") + "/" + experiment.show("steps"),
                    experiment.show("submitted"),
                    experiment.show("finished"),
                    experiment.show("replayOf"));
        }
        visit.say(table);
    }

    private static void showOne(Visit visit, Answer experiment) {
        visit.say(Finish.headline(visit.style(), experiment));
        Table table = new Table(visit.style(), "step", "state", "recipe", "outputs", "took", "note");
        for (Answer answer : experiment.list("steps")) {
            StepView step = StepView.of(answer);
            table.row(
                    "  ".repeat(step.depth()) + step.name(),
                    step.painted(visit.style()),
                    Format.brief(step.recipe()),
                    outputs(step),
                    Format.millis(answer.number("millis")),
                    note(step));
        }
        visit.say(table);
    }

    private static String outputs(StepView step) {
        return String.join(
                ", ",
                step.outputs().entrySet().stream()
                        .map(output -> output.getKey() + " " + Format.brief(output.getValue()))
                        .toList());
    }

    private static String note(StepView step) {
        if (step.running() && step.total() > 0) {
            return Format.figure(step.done()) + "/" + Format.figure(step.total()) + " " + step.unit();
        }
        if (!step.waiting().isEmpty()) {
            return step.waiting();
        }
        return step.problem().isEmpty() ? String.join(", ", step.differs()) : step.problem();
    }
}
