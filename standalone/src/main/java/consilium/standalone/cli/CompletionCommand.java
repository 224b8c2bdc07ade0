package consilium.standalone.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A script that teaches a shell this command line.
@Command(
        name = "completion",
        description = {
            "Print a script that completes this command line.",
            "",
            "  bash: source <(consilium completion bash)",
            "  zsh:  source <(consilium completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Kind shell = Kind.BASH;

    private enum Kind {
        BASH,
        /// Runs bash's script by its own emulation of bash's completion.
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        String script = AutoComplete.bash("consilium", root);
        root.getOut().print(shell == Kind.ZSH ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script);
        root.getOut().flush();
        return ExitCode.OK;
    }
}
