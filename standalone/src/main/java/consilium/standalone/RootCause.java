package consilium.standalone;

/// What lies at the bottom of a failure, in one line for a person.
public final class RootCause {

    private RootCause() {}

    public static String of(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text).strip();
    }
}
