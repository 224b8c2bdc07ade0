package consilium.ingest;

import consilium.kernel.image.LabelMap;
import java.nio.file.Path;
import java.util.Optional;

/// Turns a file's values into labels: foreground above a threshold, or, where the spec names the number of classes,
/// the labels themselves.
///
/// @param classes number of classes when the files hold labels, empty when the threshold decides between two
record LabelReader(Optional<Integer> classes, double threshold) {

    /// @param image whose size the map must have
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for another size, or a label outside the classes
    LabelMap read(Path path, ImageFile image) {
        ImageFile file = ImageFile.read(path);
        if (file.width() != image.width() || file.height() != image.height()) {
            throw Refusal.of(
                    path, "the label map is " + file.width() + " x " + file.height() + " pixels, its image "
                            + image.path().getFileName() + " is " + image.width() + " x " + image.height()
                            + "; they have the same size");
        }
        float[] values = file.values();
        return LabelMap.generate(file.width(), file.height(), pixel -> classes.isPresent()
                ? label(path, values[pixel], pixel, file.width())
                : values[pixel] > threshold ? 1 : 0);
    }

    private int label(Path path, float value, int pixel, int width) {
        int most = classes.orElseThrow() - 1;
        if (value < 0 || value > most || value != Math.rint(value)) {
            throw Refusal.of(
                    path, "pixel (" + pixel % width + ", " + pixel / width + ")",
                    "the label is " + number(value) + "; labels are whole numbers from 0 to " + most);
        }
        return (int) value;
    }

    private static String number(float value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value);
    }
}
