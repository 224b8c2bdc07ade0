package consilium.orchestrate;

import consilium.kernel.plan.EngineSpec;
import consilium.kernel.spec.ExperimentSpec;
import consilium.runtime.format.Trees;

/// Specs and an engine for tests.
final class Specs {

    static final EngineSpec ENGINE = new EngineSpec("pytorch", "2.7.1", "cpu", 1);

    /// Every kind of method, two that share a fusion, two repeats, and a gate for one of them.
    static final String ALL_METHODS =
            """
                    name: everything
                    seed: 7
                    dataset: {kind: phantoms, images: 20, width: 16, height: 16}
                    annotations:
                      simulated:
                        - {kind: good, name: good}
                        - {kind: over, name: over}
                    methods:
                      staple: {kind: fusion, fusion: {kind: staple}}
                      staple-cnn: {kind: cnn, fusion: {kind: staple}}
                      majority: {kind: fusion, fusion: {kind: majority-vote}}
                      oracle: {kind: cnn-on-truth}
                      ours: {kind: confusion-matrices}
                    repeats: 2
                    gate: {atLeast: 0.5, methods: [ours]}
                    """;

    private Specs() {}

    static ExperimentSpec read(String yaml) {
        return SpecReader.read(Trees.yaml(yaml, "spec"));
    }
}
