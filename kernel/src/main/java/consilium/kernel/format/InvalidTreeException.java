package consilium.kernel.format;

import java.util.List;
import java.util.stream.Collectors;

/// A tree that does not fit its record. Carries every violation found, not only the first.
public final class InvalidTreeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidTreeException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
