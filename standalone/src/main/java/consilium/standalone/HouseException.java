package consilium.standalone;

/// A house that did not start, for a reason a person can read in one line.
public class HouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HouseException(String message) {
        super(message);
    }

    public HouseException(String message, Throwable cause) {
        super(message, cause);
    }
}
