package consilium.standalone.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What was made from what.
@Command(name = "lineage", description = {
        "Show what an experiment, or one artefact, was made from: every execution, its recipe and its environment.",
        "-o json tells all, the provenance of models and evaluations included."
})
final class LineageCommand extends HouseCommand {

    private static final int DIGEST = 64;

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment (its id, the beginning of its id, or latest) or an artefact's whole digest.")
    private String typed = "";

    @Mixin
    private Output output = new Output();

    @Override
    int run(Visit visit) {
        Answer lineage = visit.api().get(path(visit));
        output.print(visit.screen(), lineage, () -> show(visit, lineage.list("executions")));
        return ExitCode.OK;
    }

    private String path(Visit visit) {
        return typed.matches("[0-9a-f]{" + DIGEST + "}")
                ? "/api/lineage/" + typed
                : Experiments.path(visit.experiment(typed)) + "/lineage";
    }

    private static void show(Visit visit, List<Answer> executions) {
        Map<String, String> makers = makers(executions);
        for (Answer execution : executions) {
            Answer recipe = execution.at("recipe");
            visit.say(visit.style().strong(recipe.show("stage") + " r" + recipe.show("revision")) + "  recipe "
                    + Format.brief(recipe.show("digest")) + "  slice " + Format.brief(recipe.show("slice"))
                    + "  attempt " + execution.show("attempt") + "  " + execution.show("finished"));
            recipe.entries("inputs")
                    .forEach((role, digest) -> visit.say("  reads  " + role + " " + Format.brief(digest.toString())
                            + from(makers.get(digest.toString()))));
            execution
                    .entries("outputs")
                    .forEach((role, digest) -> visit.say("  makes  " + role + " " + digest));
            said(visit, "  says   ", execution.entries("summary"));
            said(visit, "  where  ", execution.entries("environment"));
        }
    }

    private static Map<String, String> makers(List<Answer> executions) {
        Map<String, String> makers = new HashMap<>();
        for (Answer execution : executions) {
            execution
                    .entries("outputs")
                    .values()
                    .forEach(digest -> makers.put(digest.toString(), execution.at("recipe").show("stage")));
        }
        return makers;
    }

    private static String from(@org.jspecify.annotations.Nullable String stage) {
        return stage == null ? "" : " of " + stage;
    }

    private static void said(Visit visit, String label, Map<String, Answer> entries) {
        if (!entries.isEmpty()) {
            visit.say(visit.style().faint(label + String.join(
                    ", ",
                    entries.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .toList())));
        }
    }
}
