package consilium.standalone.cli;

import consilium.kernel.problem.ProblemException;
import consilium.standalone.HouseException;
import consilium.standalone.HouseTakenException;
import consilium.standalone.RootCause;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What a command that fails says, and with what it ends: one clear line, and a stack trace only when asked for.
final class Failures implements IExecutionExceptionHandler {

    private final ConsiliumCommand consilium;

    Failures(ConsiliumCommand consilium) {
        this.consilium = consilium;
    }

    /// A command line that does not parse.
    static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("consilium: " + misuse.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        if (programIsEnding()) {
            return ExitCode.INTERRUPTED;
        }
        Failure failure = failure(thrown);
        PrintWriter err = command.getErr();
        failure.lines().stream().map(Failures::oneLine).forEach(err::println);
        if (consilium.debug()) {
            thrown.printStackTrace(err);
        }
        return failure.exitCode();
    }

    private Failure failure(Exception thrown) {
        return switch (thrown) {
            case CommandException refused -> new Failure(refused.exitCode(), refused.lines());
            case ParameterException misuse -> new Failure(ExitCode.USAGE, "consilium: " + misuse.getMessage());
            case HouseTakenException taken -> new Failure(ExitCode.CONFLICT, String.valueOf(taken.getMessage()));
            case HouseException house ->
                new Failure(
                        ExitCode.FAILED,
                        "Consilium did not start: " + house.getMessage() + "; its log is " + consilium.home().log());
            case ProblemException problem ->
                new Failure(
                        ExitCode.ofStatus(problem.problem().status()),
                        problem.problem().title() + ": " + problem.problem().detail());
            default ->
                new Failure(
                        ExitCode.FAILED,
                        "Unexpected failure: " + RootCause.of(thrown) + "; --debug shows where, "
                                + consilium.home().log() + " may say more");
        };
    }

    /// Parsers quote over several lines, with arrows; a line is a line.
    private static String oneLine(String text) {
        String indent = text.substring(0, text.length() - text.stripLeading().length());
        return indent
                + text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.equals("^"))
                        .collect(Collectors.joining(" "));
    }

    /// Whether Ctrl-C, or a polite kill, has been received: what fails from then on fails because of it.
    private static boolean programIsEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }

    private record Failure(int exitCode, List<String> lines) {

        Failure(int exitCode, String line) {
            this(exitCode, List.of(line));
        }
    }
}
