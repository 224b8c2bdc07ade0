package consilium.runtime.work;

/// This process is stopping, so the work is left to another.
final class ClosingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosingException() {
        super("this worker is stopping", null, false, false);
    }
}
