package consilium.standalone.cli;

import consilium.evaluate.report.CaseResult;
import consilium.evaluate.report.Csv;
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

    void add(Study.Part part, String experiment, Answer results) {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (Answer row : results.list("rows")) {
            String method = row.show("method");
            List<String> evaluations = row.texts("evaluation");
            List<String> models = row.texts("model");
            List<Run> ofMethod = new ArrayList<>();
            for (int repeat = 0; repeat < evaluations.size(); repeat++) {
                Path pictures = Path.of("figures", part.name(), method + "-" + (repeat + 1));
                ofMethod.add(run(evaluations.get(repeat), repeat < models.size() ? models.get(repeat) : "", pictures));
            }
            runs.put(method, ofMethod);
        }
        cases.add(new CaseResult(
                part.name(), part.label(), part.one().at(), experiment, runs, part.one().printed()));
        write();
    }

    private Run run(String evaluation, String model, Path pictures) {
        Artefact scored = Artefact.of(api, evaluation);
        List<String> figures = scored.filesIn("figures")
                .map(figure -> copied(scored, figure, pictures.resolve(figure.substring("figures/".length()))))
                .toList();
        return new Run(
                tree(evaluation, "metrics.json"),
                Csv.read(api.getText(path(evaluation, "per-image.csv"))),
                model.isEmpty() ? Map.of() : tree(model, "history.json"),
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
