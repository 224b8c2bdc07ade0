package consilium.kernel.format;

/// One thing wrong with a tree: where, and what would be right.
///
/// @param path where, such as `methods.ours.traceWeight`; empty for the whole
/// @param rule what is wrong, the value included, and what would be right
public record Violation(String path, String rule) {

    @Override
    public String toString() {
        return path.isEmpty() ? rule : path + ": " + rule;
    }
}
