package consilium.runtime.work;

import consilium.kernel.recipe.Digest;

/// Somebody else is just making the recipe, or has taken it over from us: not a failure, only not now.
final class ClaimHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimHeldException(Digest recipe) {
        super("another worker holds the recipe " + recipe.brief(), null, false, false);
    }
}
