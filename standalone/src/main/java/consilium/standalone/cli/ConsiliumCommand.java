package consilium.standalone.cli;

import consilium.standalone.Home;
import consilium.standalone.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `consilium` itself: what all commands share.
@Command(name = "consilium", description = {
        "Learns the truth from annotators who disagree.",
        "",
        "Runs experiments: images with several annotators' labels go in; out come a network that segments a new"
                + " image and a model of every annotator's mistakes."
}, subcommands = {
        DemoCommand.class,
        UpCommand.class,
        FuseCommand.class,
        SimulateCommand.class,
        ScoreCommand.class,
        ValidateCommand.class,
        PlanCommand.class,
        SubmitCommand.class,
        StudyCommand.class,
        StatusCommand.class,
        WatchCommand.class,
        ResultsCommand.class,
        LineageCommand.class,
        ReplayCommand.class,
        CancelCommand.class,
        ArtefactsCommand.class,
        DeadCommand.class,
        GcCommand.class,
        DatasetsCommand.class,
        StandingCommand.class,
        DoctorCommand.class,
        VersionCommand.class,
        CompletionCommand.class
}, optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:it worked",
        "1:the run failed, or the server cannot be reached",
        "2:the command line or the spec is not valid",
        "3:what was asked for does not exist",
        "5:it conflicts with what is there",
        "6:a replay came out different",
        "7:the gate refused every model",
        "130:interrupted"
}, footer = {
        "",
        "Environment:",
        "  CONSILIUM_HOME    keeps everything between runs (default: ~/.consilium)",
        "  CONSILIUM_DATA    where relative paths of data sets start",
        "  CONSILIUM_STORE   where artefacts lie: a folder (default: artefacts in the home) or s3://bucket/prefix, with",
        "                    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and, elsewhere than at Amazon,"
                + " CONSILIUM_S3_ENDPOINT",
        "  CONSILIUM_KAFKA   a broker, 4.2 or newer, instead of the embedded one",
        "  CONSILIUM_DB_URL  a PostgreSQL by its JDBC URL instead of the embedded one; with CONSILIUM_DB_USER and"
                + " CONSILIUM_DB_PASSWORD",
        "  NO_COLOR          no colours"
})
public final class ConsiliumCommand implements Callable<Integer> {

    private final Home home;
    private final Settings environment;
    private final Screen screen;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h",
            "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show how to use this command.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of what went wrong.")
    private boolean debug;

    ConsiliumCommand(Home home, Settings environment, Screen screen) {
        this.home = home;
        this.environment = environment;
        this.screen = screen;
    }

    /// Runs a command line and says what to exit with.
    public static int execute(String... arguments) {
        Settings environment = Settings.ofProcess();
        Home home = Home.in(environment);
        return commandLine(new ConsiliumCommand(home, environment, Screen.ofProcess(environment)))
                .execute(arguments);
    }

    static CommandLine commandLine(ConsiliumCommand consilium) {
        Screen screen = consilium.screen;
        return new CommandLine(consilium)
                .setOut(new PrintWriter(screen.out(), true, screen.out().charset()))
                .setErr(new PrintWriter(screen.err(), true, screen.err().charset()))
                .setColorScheme(Help.defaultColorScheme(screen.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(screen.width(), 60, 120))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::misused)
                .setExecutionExceptionHandler(new Failures(consilium));
    }

    /// Without a command there is nothing to do but to say what there is.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE;
    }

    Home home() {
        return home;
    }

    Settings environment() {
        return environment;
    }

    Screen screen() {
        return screen;
    }

    boolean debug() {
        return debug;
    }
}
