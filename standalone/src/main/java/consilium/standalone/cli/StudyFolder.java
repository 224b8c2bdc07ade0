package consilium.standalone.cli;

import consilium.evaluate.report.CaseResult;
import consilium.evaluate.report.Csv;
import consilium.evaluate.report.Failure;
import consilium.evaluate.report.ReportPage;
import consilium.evaluate.report.Run;
import consilium.evaluate.report.StudyReport;
import consilium.orchestrate.study.Study;
import consilium.orchestrate.study.StudySpec;
import consilium.runtime.format.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A study's report on disk: `report.html`, `report.json` and the pictures, written anew after each case, so that a long
/// study can be read while it runs.
final class StudyFolder {

    private final Api api;
    private final Study study;
    private final Path folder;
    private final List<CaseResult> cases = new ArrayList<>();

    StudyFolder(Api api, Study study, Path folder) {
        this.api = api;
        this.study = study;
        this.folder = folder;
    }

    /// @param repeats of the methods, in the order of their rows
    void add(Study.Part part, String experiment, Map<String, List<Repeats.Repeat>> repeats) {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        Map<String, List<Failure>> failures = new LinkedHashMap<>();
        repeats.forEach((method, ofMethod) -> {
            runs.put(method, ofMethod.stream().flatMap(repeat -> run(part, method, repeat).stream()).toList());
            List<Failure> failed = ofMethod.stream().flatMap(repeat -> failure(repeat).stream()).toList();
            if (!failed.isEmpty()) {
                failures.put(method, failed);
            }
        });
        cases.add(new CaseResult(
                part.name(), part.label(), part.one().at(), experiment, runs, failures, part.one().printed()));
        write();
    }

    private static Optional<Failure> failure(Repeats.Repeat repeat) {
        return repeat.failure().map(why -> new Failure(repeat.number(), why));
    }

    private Optional<Run> run(Study.Part part, String method, Repeats.Repeat repeat) {
        Path pictures = Path.of("figures", part.name(), method + "-" + (repeat.number() + 1));
        return repeat.evaluation().map(evaluation -> run(evaluation, repeat.model(), pictures));
    }

    private Run run(String evaluation, Optional<String> model, Path pictures) {
        Artefact scored = Artefact.of(api, evaluation);
        List<String> figures = scored.filesIn("figures")
                .map(figure -> copied(scored, figure, pictures.resolve(figure.substring("figures/".length()))))
                .toList();
        return new Run(
                tree(evaluation, "metrics.json"),
                Csv.read(api.getText(path(evaluation, "per-image.csv"))),
                model.map(trained -> tree(trained, "history.json")).orElse(Map.of()),
                figures);
    }

    private String copied(Artefact artefact, String figure, Path to) {
        artefact.copyTo(api, figure, folder.resolve(to), folder);
        return to.toString().replace('\\', '/');
    }

    private Map<String, @Nullable Object> tree(String artefact, String file) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (api.get(path(artefact, file)).tree() instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> tree.put(String.valueOf(name), value));
        }
        return tree;
    }

    private static String path(String artefact, String file) {
        return "/api/artefacts/" + Api.segment(artefact) + "/" + file;
    }

    private void write() {
        StudySpec spec = study.spec();
        Map<String, Object> report =
                new StudyReport(text(spec), spec.metrics(), spec.reference(), spec.curves(), cases).tree();
        TextFile.write(folder.resolve("report.json"), Trees.pretty(report) + "\n");
        TextFile.write(folder.resolve("report.html"), ReportPage.of(report));
    }

    private static Map<String, Object> text(StudySpec spec) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("name", spec.name());
        text.put("title", spec.title());
        spec.description().ifPresent(description -> text.put("description", description));
        text.put("differs", spec.differs());
        spec.sweep().ifPresent(sweep -> text.put("sweep", Map.of("label", sweep.label(), "metric", sweep.metric())));
        return text;
    }
}
