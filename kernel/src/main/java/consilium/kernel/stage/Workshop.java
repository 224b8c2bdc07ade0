package consilium.kernel.stage;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.recipe.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a step works: a place for its artefacts, for checkpoints, and a window to report progress through. None of
/// it may change an answer.
public interface Workshop {

    /// A new artefact.
    ///
    /// @param kind    such as `labels`
    /// @param version of the kind's layout
    ArtefactWriter artefact(String kind, int version);

    /// Tells how far the work is; cheap enough for every step of a training. Throws [CancelledException] when the
    /// experiment was cancelled, which the stage lets pass.
    ///
    /// @param done    units done
    /// @param total   units in all; 0 when unknown
    /// @param unit    such as `epoch` or `image`
    /// @param figures current numbers, such as the loss, by name
    void progress(long done, long total, String unit, Map<String, Double> figures);

    default void progress(long done, long total, String unit) {
        progress(done, total, unit, Map.of());
    }

    /// What this step's stage and slice make of a part of its input, which is a step with a recipe of its own: what was
    /// recorded under that recipe where it is intact, else what `make` makes now. Equal recipes make equal artefacts, so
    /// this may change how long the work takes and nothing else.
    ///
    /// @return the outputs, by role
    Map<String, Artefact> part(Inputs part, Supplier<Made> make);

    /// The newest checkpoint of this very recipe, left by an attempt that did not end.
    Optional<Artefact> checkpoint();

    /// Replaces the checkpoint. An attempt that was fenced off is told so by an exception.
    void checkpoint(Digest artefact);
}
