package consilium.standalone;

/// Another process has the home.
public final class HouseTakenException extends HouseException {

    private static final long serialVersionUID = 1L;

    public HouseTakenException(String message) {
        super(message);
    }
}
