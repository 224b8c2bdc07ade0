package consilium.kernel.plan;

/// What computes a training: whatever of it can change a sum.
///
/// @param name    such as `pytorch`
/// @param version of the engine's native library, such as `2.7.1`
/// @param device  `cpu` or `gpu`
/// @param threads of one training
public record EngineSpec(String name, String version, String device, int threads) {}
