package consilium.standalone.cli;

import consilium.orchestrate.study.Study;
import consilium.runtime.format.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a study: its cases one after the other, and a report that grows with each.
@Command(name = "study", description = {
        "Run a study: one experiment in several cases, and a report over all of them.",
        "Whatever was made before is reused, so that a study that was interrupted goes on where it was."
})
final class StudyCommand extends HouseCommand {

    @Parameters(paramLabel = "FILE", description = "A study, such as experiments/table1-small.yaml.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes (default: studies/NAME in the home).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--only", paramLabel = "CASE", split = ",", description = "Only these cases.")
    private List<String> only = List.of();

    private Optional<Study> study = Optional.empty();

    @Override
    void prepare() {
        Study read = StudyFile.read(file);
        List<String> known = read.parts().stream().map(part -> part.name()).toList();
        for (String wanted : only) {
            if (!known.contains(wanted)) {
                throw new CommandException(ExitCode.USAGE,
                        "the study has no case \"" + wanted + "\"; it has " + String.join(", ", known));
            }
        }
        study = Optional.of(read);
    }

    @Override
    int run(Visit visit) {
        Study wanted = study.orElseThrow();
        Path folder = out.orElseGet(() -> visit.consilium().home().study(wanted.spec().name()));
        StudyFolder report = new StudyFolder(visit.api(), wanted, folder);
        List<Study.Part> parts = wanted.parts().stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .toList();
        List<String> failed = new ArrayList<>();
        for (Study.Part part : parts) {
            if (!run(visit, part, report)) {
                failed.add(part.name());
            }
        }
        visit.say("Report     " + folder.resolve("report.html").toAbsolutePath());
        visit.say("Numbers    " + folder.resolve("report.json").toAbsolutePath());
        if (!failed.isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "did not succeed: " + String.join(", ", failed));
        }
        return ExitCode.OK;
    }

    private static boolean run(Visit visit, Study.Part part, StudyFolder report) {
        Answer accepted = visit.api().post("/api/experiments", Trees.pretty(part.experiment()), Map.of());
        String id = accepted.show("id");
        visit.say(visit.style().strong(part.label()) + " (" + id + ")");
        Answer ended = new Follower(visit.api(), Board.on(visit.screen())).follow(id);
        boolean succeeded = ended.show("state").equals("succeeded");
        if (!succeeded) {
            visit.say(Finish.headline(visit.style(), ended));
        }
        if (ended.show("state").equals("cancelled")) {
            return false;
        }
        Answer results = visit.api().get(Experiments.path(id) + "/results");
        visit.say(Results.table(results, visit.style()));
        Map<String, List<Repeats.Repeat>> repeats = repeats(ended, results);
        repeats.values().stream().flatMap(List::stream).flatMap(repeat -> repeat.failure().stream()).distinct()
                .forEach(why -> visit.say(visit.style().bad("failed") + " " + why));
        visit.say("");
        report.add(part, id, repeats);
        return succeeded;
    }

    /// Of each method, in the order of the results' rows.
    private static Map<String, List<Repeats.Repeat>> repeats(Answer experiment, Answer results) {
        Repeats all = Repeats.of(experiment);
        Map<String, List<Repeats.Repeat>> repeats = new LinkedHashMap<>();
        results.list("rows").forEach(row -> repeats.put(row.show("method"), all.of(row.show("method"))));
        return repeats;
    }
}
