package consilium.standalone;

import org.jspecify.annotations.Nullable;

/// A house that did not start, for a reason a person can read in one line.
public class HouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HouseException(String message) {
        super(message);
    }

    public HouseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
