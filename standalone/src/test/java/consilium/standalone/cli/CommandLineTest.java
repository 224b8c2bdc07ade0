package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.standalone.Home;
import consilium.standalone.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What needs no server. What does is in HouseTest.
class CommandLineTest {

    private static final String QUICKSTART = "../experiments/quickstart.yaml";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Stream<List<String>> commands() {
        return walk(line(
                new ConsiliumCommand(new Home(Path.of("x")), new Settings(Map.of()), screen(System.out, System.err))))
                .map(line -> List.of(line.getCommandSpec().qualifiedName().split(" ")))
                .map(words -> words.subList(1, words.size()));
    }

    private static Stream<CommandLine> walk(CommandLine line) {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream().flatMap(CommandLineTest::walk));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(List<String> command) {
        assertThat(run(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new))).isZero();
        assertThat(text(out)).contains("Usage: consilium").contains("--help");
    }

    @Test
    void everyOptionAndParameterIsDescribed() {
        CommandLine root =
                line(new ConsiliumCommand(new Home(folder), new Settings(Map.of()), screen(System.out, System.err)));

        walk(root).map(CommandLine::getCommandSpec).forEach(spec -> {
            assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
            spec.args().forEach(arg -> assertThat(arg.description()).as(spec.qualifiedName() + " " + arg).isNotEmpty());
        });
    }

    @Test
    void theHelpTellsTheExitCodesAndTheEnvironment() {
        run("--help");

        assertThat(text(out)).contains("a replay came out different").contains("CONSILIUM_DB_URL");
    }

    @Test
    void anUnknownCommandIsAUsageErrorThatNamesTheNearest() {
        assertThat(run("stats")).isEqualTo(2);
        assertThat(text(err)).contains("Did you mean").contains("status").contains("Try 'consilium --help'");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertThat(run("validate", "--frob", QUICKSTART)).isEqualTo(2);
        assertThat(text(err)).contains("--frob").doesNotContain("at picocli");
    }

    @Test
    void aMissingParameterIsAUsageError() {
        assertThat(run("submit")).isEqualTo(2);
        assertThat(text(err)).contains("SPEC");
    }

    @Test
    void aPriorityIsOneOfThree() {
        assertThat(run("submit", "--priority", "high", QUICKSTART)).isEqualTo(2);
        assertThat(text(err)).contains("--priority").contains("high").contains("URGENT, NORMAL, LOW");
    }

    /// It fails of the file, not of the option.
    @Test
    void aPriorityIsTypedInSmallLetters() {
        assertThat(run("submit", "--priority", "urgent", "no-such-file.yaml")).isEqualTo(2);
        assertThat(text(err)).contains("no file").doesNotContain("--priority");
    }

    @Test
    void aValidSpecIsToldInOneLine() {
        assertThat(run("validate", QUICKSTART)).isZero();
        assertThat(text(out)).startsWith("quickstart is valid, digest ").hasLineCount(1);
    }

    @Test
    void jsonIsForPrograms() {
        assertThat(run("validate", QUICKSTART, "-o", "json")).isZero();
        assertThat(text(out)).contains("\"valid\" : true").contains("\"name\" : \"quickstart\"");
    }

    @Test
    void everyViolationHasALineThatNamesTheNearestField() throws IOException {
        Path spec = Files.writeString(folder.resolve("bad.yaml"), """
                name: bad
                dataset: { kind: phantoms, imges: 10, noise: 2 }
                methods: { mv: { kind: fusion, fusion: { kind: majority } } }
                """);

        assertThat(run("validate", spec.toString())).isEqualTo(2);
        assertThat(text(err).lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("dataset.imges") && line.contains("did you mean images?"))
                .anyMatch(line -> line.contains("dataset.noise") && line.contains("was 2"))
                .anyMatch(line -> line.contains("methods.mv.fusion.kind") && line.contains("majority-vote"));
    }

    @Test
    void textThatIsNotYamlIsToldWithItsPlace() throws IOException {
        Path spec = Files.writeString(folder.resolve("bad.yaml"), "name: [unclosed\n");

        assertThat(run("validate", spec.toString())).isEqualTo(2);
        assertThat(text(err)).contains("bad.yaml at line ").hasLineCount(1);
    }

    @Test
    void aSpecThatIsNotThereIsToldBeforeAnythingStarts() {
        assertThat(run("submit", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(text(err)).isEqualTo("no file " + folder.resolve("none.yaml") + System.lineSeparator());
    }

    @Test
    void versionNamesTheOneThatWasBuilt() {
        assertThat(run("version")).isZero();
        assertThat(text(out)).startsWith("consilium ").contains("Java 25");
    }

    @Test
    void completionIsAScriptForTheShell() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(text(out)).contains("complete -F").contains("artefacts");
        out.reset();
        assertThat(run("completion", "zsh")).isZero();
        assertThat(text(out)).startsWith("autoload -U +X bashcompinit");
    }

    @Test
    void artefactsAloneShowsHowToUseIt() {
        assertThat(run("artefacts")).isEqualTo(2);
        assertThat(text(err)).contains("consilium artefacts");
    }

    @Test
    void plainOutputHasNoColours() {
        run("--help");

        assertThat(text(out)).doesNotContain("\u001b");
    }

    private int run(String... arguments) {
        Screen screen = screen(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return line(new ConsiliumCommand(new Home(folder), new Settings(Map.of()), screen)).execute(arguments);
    }

    private static CommandLine line(ConsiliumCommand command) {
        return ConsiliumCommand.commandLine(command);
    }

    private static Screen screen(PrintStream out, PrintStream err) {
        return Screen.plain(out, err);
    }

    private static String text(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8);
    }
}
