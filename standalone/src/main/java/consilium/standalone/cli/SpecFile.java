package consilium.standalone.cli;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.SpecReader;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An experiment spec in a file, YAML or JSON, read as strictly as the server reads it.
///
/// @param text as it stands in the file
record SpecFile(String text, ExperimentSpec spec) {

    /// @param path a file, or `-` for standard input
    static SpecFile read(Path path) {
        return of(text(path), path.toString().equals("-") ? "standard input" : path.toString());
    }

    /// @param path a file, or `-` for standard input
    static String text(Path path) {
        return path.toString().equals("-") ? standardInput() : contents(path);
    }

    /// @param name of the file, for the message
    static SpecFile of(String text, String name) {
        try {
            return new SpecFile(text, SpecReader.read(Trees.yaml(text, name)));
        } catch (ProblemException e) {
            throw refusal(e);
        }
    }

    /// The same spec, as JSON with every default written out, with another priority.
    String withPriority(ExecutionSpec.Priority priority) {
        Map<String, @Nullable Object> tree = RecordFormat.write(spec);
        tree.put(
                "execution",
                RecordFormat.write(spec.execution().orElse(ExecutionSpec.STANDARD).with(priority)));
        return Trees.pretty(tree);
    }

    static CommandException refusal(ProblemException e) {
        Problem problem = e.problem();
        if (problem instanceof Problem.SpecInvalid invalid) {
            return new CommandException(
                    ExitCode.USAGE,
                    Violations.lines(
                            problem.title(),
                            invalid.violations().stream().map(Object::toString).toList()));
        }
        return new CommandException(ExitCode.USAGE, problem.detail(), e);
    }

    private static String contents(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException _) {
            throw new CommandException(ExitCode.USAGE, "no file " + path.toAbsolutePath());
        } catch (CharacterCodingException _) {
            throw new CommandException(ExitCode.USAGE, path + " is not UTF-8 text");
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "cannot read standard input: " + e.getMessage(), e);
        }
    }
}
