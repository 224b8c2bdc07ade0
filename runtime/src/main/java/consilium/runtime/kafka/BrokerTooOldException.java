package consilium.runtime.kafka;

/// The broker answers, but lacks what the work queue stands on; waiting does not help.
public final class BrokerTooOldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerTooOldException(String message) {
        super(message);
    }
}
