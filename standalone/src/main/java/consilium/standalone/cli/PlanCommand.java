package consilium.standalone.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What an experiment would do.
@Command(name = "plan", description = "Show the tree of steps an experiment would run, and which of them are recorded already.")
final class PlanCommand extends HouseCommand {

    @Mixin
    private SpecParameter spec = new SpecParameter();

    @Mixin
    private Output output = new Output();

    private String text = "";

    @Override
    void prepare() {
        text = spec.read().text();
    }

    @Override
    int run(Visit visit) {
        Answer plan = visit.api().post("/api/plan", text, Map.of());
        output.print(visit.screen(), plan, () -> show(visit, plan));
        return ExitCode.OK;
    }

    private static void show(Visit visit, Answer plan) {
        visit.say(plan.show("name") + ", digest " + Format.brief(plan.show("digest")));
        Table table = new Table(visit.style(), "step", "recipe", "ledger", "why");
        for (Answer step : plan.list("steps")) {
            StepView view = StepView.of(step);
            table.row(
                    "  ".repeat(view.depth()) + view.name(),
                    Format.brief(view.recipe()),
                    status(visit.style(), step.show("status")),
                    step.show("why"));
        }
        visit.say(table);
        visit.say(counts(plan));
    }

    private static String status(Style style, String status) {
        return switch (status) {
            case "hit" -> style.good(status);
            case "miss" -> style.caution(status);
            default -> style.faint(status);
        };
    }

    private static String counts(Answer plan) {
        long hits = plan.list("steps").stream()
                .filter(step -> step.show("status").equals("hit"))
                .count();
        return plan.list("steps").size() + " steps, " + hits + " of them recorded already";
    }
}
