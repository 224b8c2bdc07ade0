package consilium.standalone.cli;

import java.util.List;

/// Ends a command with an exit code and what to tell the person, one thing a line.
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> lines;

    CommandException(int exitCode, List<String> lines) {
        super(String.join("\n", lines));
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    CommandException(int exitCode, String line) {
        this(exitCode, List.of(line));
    }

    CommandException(int exitCode, String line, Throwable cause) {
        this(exitCode, line);
        initCause(cause);
    }

    int exitCode() {
        return exitCode;
    }

    List<String> lines() {
        return lines;
    }
}
