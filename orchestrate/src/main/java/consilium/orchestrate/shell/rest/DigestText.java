package consilium.orchestrate.shell.rest;

import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;

/// A digest in an address.
final class DigestText {

    private DigestText() {}

    /// @param what it names, such as `artefact`
    /// @throws consilium.kernel.problem.ProblemException `NotFound` when it is no digest: then nothing has that name
    static Digest read(String what, String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw new Problem.NotFound(what, text + " (" + e.getMessage() + ")").toException(e);
        }
    }
}
