package consilium.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;

/// The main job, on a data set that needs no download.
@Command(name = "demo", description = {
        "Run the quickstart experiment: five annotators of generated lesions, six methods.",
        "The first run takes minutes; a second one finds everything recorded and takes seconds."
})
final class DemoCommand extends HouseCommand {

    private static final String SPEC = "/consilium/standalone/experiments/quickstart.yaml";

    @Override
    int run(Visit visit) {
        Answer accepted = visit.api().post("/api/experiments", spec(), Map.of());
        String id = accepted.show("id");
        visit.say("Experiment " + visit.style().strong(id) + ", " + accepted.show("name"));
        Answer ended = new Follower(visit.api(), Board.on(visit.screen())).follow(id);
        if (!ended.show("state").equals("succeeded")) {
            visit.say(Finish.headline(visit.style(), ended));
            return ExitCode.FAILED;
        }
        Answer results = visit.api().get(Experiments.path(id) + "/results");
        visit.say("");
        visit.say(Results.table(results, visit.style()));
        visit.say("");
        Keepsakes kept = Keepsakes.copy(visit, id, results);
        kept.tell(visit);
        return Results.exitCode(results);
    }

    private static String spec() {
        try (InputStream stream = Objects.requireNonNull(DemoCommand.class.getResourceAsStream(SPEC), SPEC)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
