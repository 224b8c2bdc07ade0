package consilium.runtime.ledger;

import consilium.kernel.ledger.Execution;
import java.util.Optional;

/// What is known before a step begins.
///
/// @param cancelled whether its experiment was
/// @param told      whether its events were told, or are going to be
/// @param recorded  what the ledger has under its recipe
public record Briefing(boolean cancelled, boolean told, Optional<Execution> recorded) {}
