package consilium.evaluate;

import consilium.evaluate.surface.Grid;
import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Optional;

/// A label map by itself, of an image or a volume, with what it is scored against.
///
/// Maps hold all pixels of the grid in its order, whatever the grid's axes: a volume's slices one below the other.
///
/// @param grid          of the pixels, as far apart as distances are to be measured
/// @param probabilities of each class, `[class, pixel]`, where they are known
/// @param annotators    what each one drew, in order; empty for who did not look
public record ScoredMap(
        Grid grid,
        LabelMap map,
        LabelMap truth,
        Optional<float[]> probabilities,
        List<Optional<LabelMap>> annotators) {

    public ScoredMap {
        annotators = List.copyOf(annotators);
        if (map.size() != grid.size() || truth.size() != grid.size()) {
            throw new IllegalArgumentException("a map of " + map.size() + " pixels and a truth of " + truth.size()
                    + " do not fill a grid of " + grid.size());
        }
    }
}
