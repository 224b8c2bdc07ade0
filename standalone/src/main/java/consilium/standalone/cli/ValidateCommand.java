package consilium.standalone.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// Reads a spec as the server would; needs none.
@Command(name = "validate", description = "Check an experiment spec; needs no server.")
final class ValidateCommand implements Callable<Integer> {

    @ParentCommand
    private @org.jspecify.annotations.Nullable ConsiliumCommand consilium;

    @Mixin
    private SpecParameter spec = new SpecParameter();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        SpecFile file = spec.read();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("valid", true);
        answer.put("name", file.spec().name());
        answer.put("digest", file.spec().digest().toString());
        Screen screen = java.util.Objects.requireNonNull(consilium).screen();
        output.print(
                screen,
                new Answer(answer),
                () -> screen.out().println(file.spec().name() + " is valid, digest "
                        + file.spec().digest().brief()));
        return ExitCode.OK;
    }
}
