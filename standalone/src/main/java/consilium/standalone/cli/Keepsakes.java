package consilium.standalone.cli;

import consilium.runtime.format.Trees;
import java.nio.file.Path;
import java.util.List;

/// What a person wants to have of an experiment, copied out of the store: figures and the result table.
///
/// @param folder  where the copies lie
/// @param figures how many pictures
record Keepsakes(String experiment, Path folder, int figures) {

    static Keepsakes copy(Visit visit, String experiment, Answer results) {
        Path folder = visit.consilium().home().run(experiment);
        TextFile.write(folder.resolve("results.json"), Trees.pretty(results.tree()) + "\n");
        TextFile.write(
                folder.resolve("results.csv"),
                visit.api().getText(Experiments.path(experiment) + "/results?format=csv"));
        int figures = 0;
        for (Answer row : results.list("rows")) {
            List<String> evaluations = row.texts("evaluation");
            for (int repeat = 0; repeat < evaluations.size(); repeat++) {
                String name = row.show("method") + (evaluations.size() > 1 ? "-" + (repeat + 1) : "");
                figures += copyFigures(visit.api(), evaluations.get(repeat), folder.resolve("figures").resolve(name));
            }
        }
        return new Keepsakes(experiment, folder, figures);
    }

    private static int copyFigures(Api api, String evaluation, Path folder) {
        Artefact artefact = Artefact.of(api, evaluation);
        List<String> figures = artefact.filesIn("figures").toList();
        figures.forEach(
                figure -> artefact.copyTo(api, figure, folder.resolve(figure.substring("figures/".length())), folder));
        return figures.size();
    }

    void tell(Visit visit) {
        String store = visit.consilium()
                .environment()
                .get("CONSILIUM_STORE")
                .orElseGet(() -> visit.consilium().home().artefacts().toString());
        visit.say("Figures    " + folder.resolve("figures") + " (" + figures + " pictures)");
        visit.say("Results    " + folder.resolve("results.csv") + ", results.json");
        visit.say("Artefacts  " + store);
        visit.say("Lineage    consilium lineage " + experiment);
        visit.say("Replay     consilium replay " + experiment + " --verify");
    }
}
