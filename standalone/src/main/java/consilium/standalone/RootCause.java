package consilium.standalone;

import java.util.stream.Collectors;

/// What lies at the bottom of a failure, in one line for a person.
public final class RootCause {

    /// Lines of a message: the first may only say that something is wrong, and the next what.
    private static final int TOLD = 2;

    private RootCause() {}

    public static String of(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(TOLD)
                .collect(Collectors.joining(": "));
    }
}
