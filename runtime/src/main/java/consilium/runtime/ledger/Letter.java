package consilium.runtime.ledger;

import consilium.kernel.plan.Fact;

/// An event ready to be sent.
///
/// @param key     the message's
/// @param payload the event as JSON text
record Letter(String id, Fact fact, String key, String payload) {}
