package consilium.standalone.cli;

import consilium.runtime.format.Trees;
import java.util.Locale;
import picocli.CommandLine.Option;

/// The option `-o`: for people or for programs.
final class Output {

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). json is what the API answered.")
    private Form form = Form.TABLE;

    enum Form {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean json() {
        return form == Form.JSON;
    }

    /// Prints the answer as it came, or what a person wants to see of it.
    void print(Screen screen, Answer answer, Runnable forPeople) {
        if (json()) {
            screen.out().println(Trees.pretty(answer.tree()));
        } else {
            forPeople.run();
        }
        screen.out().flush();
    }
}
