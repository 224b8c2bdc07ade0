package consilium.kernel.ledger;

import consilium.kernel.event.Event;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was made from what, who may make it now, and what is still to be told. Every method is one transaction.
public interface Ledger {

    Optional<Execution> find(Digest recipe);

    /// Notes that the execution's outputs are about to be used again, so that they are not collected as rubbish.
    ///
    /// @return false when it is not recorded, or no longer
    boolean use(Digest recipe);

    /// Takes the recipe for `worker` unless somebody else holds an unexpired lease on it.
    ///
    /// @return empty when it is held by another
    Optional<Claim> claim(Recipe recipe, String worker, Duration lease);

    /// Prolongs the lease.
    ///
    /// @return false when the claim was fenced off: the work is to be abandoned
    boolean renew(Claim claim, Duration lease);

    /// Gives the claim back so that another may take it at once.
    void release(Claim claim);

    /// Records the execution and, in the same transaction, the events to be told. A second recording of the same
    /// recipe with equal outputs changes nothing but still tells its events.
    ///
    /// @param slice  what the stage read of the spec, which the recipe names by its digest, as a tree
    /// @return false when the claim was fenced off: nothing was recorded, nothing will be told
    boolean record(Claim claim, Execution execution, Map<String, @Nullable Object> slice, List<Event> events);

    /// Records that the events are to be told; an event whose id is known already is not told twice.
    void announce(List<Event> events);

    /// Remembers the newest checkpoint of a recipe, in place of an older one.
    ///
    /// @return false when the claim was fenced off
    boolean checkpoint(Claim claim, Digest artefact);

    Optional<Digest> checkpoint(Digest recipe);

    boolean cancelled(String experiment);
}
