package consilium.runtime.ledger;

import consilium.kernel.ledger.Execution;
import consilium.kernel.recipe.Digest;
import java.util.Map;
import java.util.Optional;

/// An execution with what is kept beside it.
///
/// @param slice      the part of the spec it read, as a tree
/// @param provenance names a blob; see [consilium.runtime.provenance.Provenances#tree(Digest)]
public record Recorded(Execution execution, Optional<Map<String, Object>> slice, Optional<Digest> provenance) {

    public Digest recipe() {
        return execution.recipe().digest();
    }
}
