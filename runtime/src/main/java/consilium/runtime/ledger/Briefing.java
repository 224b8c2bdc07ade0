package consilium.runtime.ledger;

import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import java.util.Optional;

/// What is known before a step begins.
///
/// @param claim     on its recipe, where there is something to make and nobody else is at it
/// @param cancelled whether its experiment was
/// @param told      whether its events were told, or are going to be
/// @param recorded  what the ledger has under its recipe
public record Briefing(Optional<Claim> claim, boolean cancelled, boolean told, Optional<Execution> recorded) {}
