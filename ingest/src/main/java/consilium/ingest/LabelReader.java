package consilium.ingest;

import consilium.ingest.prepare.Image;
import consilium.ingest.source.ByteSource;
import consilium.kernel.image.LabelMap;
import java.util.Optional;

/// Turns a file's values into labels: foreground above a threshold, or, where the spec names the number of classes,
/// the labels themselves.
///
/// @param classes number of classes when the files hold labels, empty when the threshold decides between two
record LabelReader(Optional<Integer> classes, double threshold) {

    /// @param image     whose size the map must have
    /// @param imageName for the message
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for another size, or a label outside the classes
    LabelMap read(ByteSource source, Image image, String imageName) {
        ImageFile file = ImageFile.read(source);
        String name = file.name();
        if (file.width() != image.width() || file.height() != image.height()) {
            throw Refusal.of(
                    name, "the label map is " + file.width() + " x " + file.height() + " pixels, its image "
                            + imageName.substring(Math.max(imageName.lastIndexOf('/'), imageName.lastIndexOf('!')) + 1)
                            + " is " + image.width() + " x " + image.height()
                            + "; they have the same size");
        }
        Optional<byte[]> bytes = file.plainBytes();
        if (bytes.isPresent() && classes.isEmpty()) {
            return aboveThreshold(file, bytes.get());
        }
        float[] values = file.values();
        return LabelMap.generate(file.width(), file.height(), pixel -> classes.isPresent()
                ? label(name, values[pixel], pixel, file.width())
                : values[pixel] > threshold ? 1 : 0);
    }

    /// As for any file, without a number for each pixel on the way.
    private LabelMap aboveThreshold(ImageFile file, byte[] samples) {
        byte[] labels = new byte[file.width() * file.height()];
        int most = (int) Math.floor(threshold); // a whole number is above the one when it is above the other
        for (int pixel = 0; pixel < labels.length; pixel++) {
            labels[pixel] = (byte) ((samples[pixel] & 0xff) > most ? 1 : 0);
        }
        return new LabelMap(file.width(), file.height(), labels);
    }

    private int label(String name, float value, int pixel, int width) {
        int most = classes.orElseThrow() - 1;
        if (value < 0 || value > most || value != Math.rint(value)) {
            throw Refusal.of(
                    name, "pixel (" + pixel % width + ", " + pixel / width + ")",
                    "the label is " + number(value) + "; labels are whole numbers from 0 to " + most);
        }
        return (int) value;
    }

    private static String number(float value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value);
    }
}
