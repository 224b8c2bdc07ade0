package consilium.standalone.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `--classes` says.
final class ClassesOption {

    private static final int MOST = 256;

    private ClassesOption() {}

    static Optional<Integer> checked(@Nullable Integer classes) {
        if (classes != null && (classes < 2 || classes > MOST)) {
            throw new CommandException(ExitCode.USAGE, "--classes is from 2 to " + MOST + ", was " + classes);
        }
        return Optional.ofNullable(classes);
    }
}
