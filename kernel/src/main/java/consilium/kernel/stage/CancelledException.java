package consilium.kernel.stage;

/// The experiment was cancelled, or this attempt was fenced off, while a step was working. Not a problem: the
/// runtime asked for it.
public final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CancelledException(String why) {
        super(why);
    }
}
