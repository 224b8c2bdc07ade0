package consilium.kernel.ledger;

import consilium.kernel.recipe.Digest;

/// The right to make a recipe's outputs, for as long as its lease is renewed.
///
/// @param fence grows with every claim of the recipe; whoever holds an older one can record nothing
/// @param attempt from 1
public record Claim(Digest recipe, long fence, int attempt) {}
