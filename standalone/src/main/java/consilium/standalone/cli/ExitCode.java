package consilium.standalone.cli;

/// What a command ends with, for scripts.
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int CONFLICT = 5;
    static final int DIFFERS = 6;
    static final int REFUSED = 7;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /// @param status HTTP status of a problem
    static int ofStatus(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> USAGE;
            case 404, 410 -> NOT_FOUND;
            case 409 -> CONFLICT;
            default -> FAILED;
        };
    }
}
