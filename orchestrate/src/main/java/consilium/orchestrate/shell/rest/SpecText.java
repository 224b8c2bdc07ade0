package consilium.orchestrate.shell.rest;

import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.SpecReader;
import consilium.runtime.format.Trees;

/// A spec as a request's body: YAML, and therefore JSON too.
final class SpecText {

    private SpecText() {}

    /// @throws consilium.kernel.problem.ProblemException `Unreadable` or `SpecInvalid`
    static ExperimentSpec read(String body) {
        return SpecReader.read(Trees.yaml(body, "request body"));
    }
}
