package consilium.ingest;

import consilium.ingest.prepare.Image;
import consilium.kernel.image.LabelMap;

/// A label map that is read when asked for.
@FunctionalInterface
interface MapSource {

    /// @param image whose size the map must have
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for another size, or a label that is no class
    LabelMap read(Image image);
}
