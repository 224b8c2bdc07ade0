package consilium.relay;

/// Where in a step's life its process may be made to die.
enum Point {
    /// The event is here, nothing is done yet.
    AFTER_POLL,
    /// The first half of an artefact's bytes is written.
    IN_UPLOAD,
    /// The artefacts are there, the ledger does not know of them.
    AFTER_EFFECT,
    /// Everything stands in the transaction, which is not committed.
    BEFORE_COMMIT,
    /// It is committed; the events lie in the outbox.
    AFTER_COMMIT,
    /// The work goes on, and its claim is just being renewed.
    IN_RENEWAL
}
