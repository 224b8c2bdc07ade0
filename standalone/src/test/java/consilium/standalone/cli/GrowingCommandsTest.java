package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.runtime.format.Trees;
import consilium.runtime.testing.RealServices;
import consilium.standalone.Home;
import consilium.standalone.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data sets that grow and standing experiments, by the command line.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class GrowingCommandsTest {

    @TestHTTPResource
    URI server;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void announce() throws Exception {
        for (int look = 0; look < 600 && !ready(); look++) {
            Thread.sleep(100);
        }
        Files.writeString(folder.resolve("server.json"), "{\"port\": " + server.getPort() + ", \"pid\": "
                + ProcessHandle.current().pid() + ", \"version\": \"t\"}");
    }

    @Test
    void aDataSetIsMadeFilledLookedAtAndWithdrawnFrom() throws IOException {
        assertThat(run("datasets", "create", "by-hand", "--class", "background", "--class", "lesion")).as(said())
                .isZero();
        assertThat(run("datasets", "upload", "by-hand", "ward/img 1", png("a.png", 9).toString())).as(said()).isZero();
        assertThat(run("datasets", "annotate", "by-hand", "ward/img 1", "anna", png("m.png", 1).toString())).as(said())
                .isZero();
        assertThat(text(out)).contains("version 1, accepted");
        assertThat(run("datasets", "annotate", "by-hand", "ward/img 1", "anna", png("m.png", 1).toString())).isZero();
        assertThat(text(out)).contains("version 1, duplicate");
        assertThat(run("datasets", "withdraw", "by-hand", "--annotation", "1", "--reason", "wrong image")).isZero();

        assertThat(run("datasets", "show", "by-hand")).isZero();
        assertThat(text(out)).contains("0 annotations of 0 of 1 images");
        assertThat(run("datasets", "show", "by-hand", "--version", "1")).isZero();
        assertThat(text(out)).contains("1 annotations of 1 of 1 images").contains("anna");
        assertThat(run("datasets", "history", "by-hand")).isZero();
        assertThat(text(out)).contains("annotation-withdrawn").contains("wrong image");
        assertThat(run("datasets", "list")).isZero();
        assertThat(text(out)).contains("by-hand");
    }

    @Test
    void whatGoesWrongEndsAsDocumented() throws IOException {
        assertThat(run("datasets", "show", "none")).isEqualTo(3);
        assertThat(run("datasets", "create", "Not-A-Name")).isEqualTo(2);
        assertThat(run("datasets", "create", "taken")).isZero();
        assertThat(run("datasets", "create", "taken", "--truth")).isEqualTo(5);
        assertThat(run("datasets", "annotate", "taken", "x", "anna", folder + "/nothing.png")).isEqualTo(2);
        assertThat(run("standing", "show", "none")).isEqualTo(3);
        assertThat(run("standing", "create", spec("bad", "name: bad\n").toString())).isEqualTo(2);
    }

    @Test
    void anExperimentStandsPausesAndGoesOn() throws IOException {
        Path spec = spec("watch", """
                name: watch-by-hand
                experiment:
                  name: watch-by-hand
                  dataset: {kind: growing, name: watched}
                  annotations: {recorded: true}
                  methods: {vote: {kind: fusion, fusion: {kind: majority-vote}}}
                trigger: {every: 5}
                """);
        assertThat(run("standing", "create", spec.toString())).as(said()).isZero();
        assertThat(run("standing", "create", spec.toString())).as("again").isZero();
        assertThat(run("standing", "pause", "watch-by-hand")).isZero();
        assertThat(text(out)).contains("paused");
        assertThat(run("standing", "resume", "watch-by-hand", "-o", "json")).isZero();
        assertThat(new Answer(Trees.json(text(out), "output")).show("state")).isEqualTo("active");
        assertThat(run("standing", "list")).isZero();
        assertThat(text(out)).contains("watch-by-hand").contains("watched");
        assertThat(run("standing", "fusions", "watch-by-hand")).isZero();
        assertThat(run("standing", "reliability", "watch-by-hand")).as("nothing is fused yet").isEqualTo(3);
    }

    private boolean ready() throws IOException {
        var connection = (HttpURLConnection) server.resolve("/q/health/ready").toURL().openConnection();
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    }

    private Path png(String name, int value) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 1, 0, value);
        ImageIO.write(image, "png", folder.resolve(name).toFile());
        return folder.resolve(name);
    }

    private Path spec(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Screen screen = Screen.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return ConsiliumCommand.commandLine(new ConsiliumCommand(new Home(folder), new Settings(Map.of()), screen))
                .execute(arguments);
    }

    private String said() {
        return text(out) + text(err);
    }

    private static String text(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8);
    }
}
