package consilium.ingest.labels;

import java.io.IOException;
import java.io.OutputStream;

/// How a file holds a label map, so that others can be written like it.
interface LabelFormat {

    /// What names of label maps in this format end in, such as `.nii.gz`.
    String ending();

    /// What names of probabilities that belong to such a map end in.
    String probabilitiesEnding();

    /// Writes a map of the same grid.
    void writeLabels(OutputStream out, byte[] labels) throws IOException;

    /// Writes probabilities of the same grid.
    void writeProbabilities(OutputStream out, Probabilities probabilities, Precision precision) throws IOException;
}
