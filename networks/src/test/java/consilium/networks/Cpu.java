package consilium.networks;

import consilium.kernel.plan.EngineSpec;

/// The engine of the tests: the one the planner plans for by default.
final class Cpu {

    static final EngineSpec SPEC = new EngineSpec("pytorch", "2.7.1", "cpu", 1);
    static final TensorEngine ENGINE = TensorEngine.of(SPEC);

    private Cpu() {}
}
