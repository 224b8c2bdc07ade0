package consilium.ingest;

import consilium.ingest.source.ByteSource;
import consilium.kernel.image.LabelMap;

/// A picture somebody sent: PNG, TIFF or JPEG, told by its first bytes.
public final class UploadedPicture {

    private final ImageFile file;

    private UploadedPicture(ImageFile file) {
        this.file = file;
    }

    /// @param name for messages
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is none or damaged
    public static UploadedPicture read(String name, byte[] bytes) {
        String ending = ending(name, bytes);
        return new UploadedPicture(
                ImageFile.read(ByteSource.of(name.endsWith(ending) ? name : name + ending, bytes)));
    }

    private static String ending(String name, byte[] bytes) {
        if (begins(bytes, 0x89, 'P', 'N', 'G')) {
            return ".png";
        }
        if (begins(bytes, 'I', 'I', '*', 0) || begins(bytes, 'M', 'M', 0, '*')) {
            return ".tif";
        }
        if (begins(bytes, 0xff, 0xd8, 0xff)) {
            return ".jpg";
        }
        throw Refusal.of(name, "is neither PNG nor TIFF nor JPEG by its first bytes");
    }

    private static boolean begins(byte[] bytes, int... magic) {
        boolean begins = bytes.length >= magic.length;
        for (int index = 0; begins && index < magic.length; index++) {
            begins = (bytes[index] & 0xff) == magic[index];
        }
        return begins;
    }

    public int width() {
        return file.width();
    }

    public int height() {
        return file.height();
    }

    public int channels() {
        return file.channels();
    }

    /// `[channels, height, width]`: floats as they stand, 8-bit samples divided by 255, 16-bit ones by 65535.
    public float[] image() {
        return file.image();
    }

    /// The samples as labels.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a value that is no label of 0 to `classes - 1`
    public LabelMap labels(int classes) {
        float[] values = file.values();
        return LabelMap.generate(width(), height(), pixel -> {
            float value = values[pixel];
            if (value < 0 || value >= classes || value != Math.rint(value)) {
                throw Refusal.of(
                        file.name(),
                        "pixel (" + pixel % width() + ", " + pixel / width() + ")",
                        "the label is " + value + "; labels are whole numbers from 0 to " + (classes - 1));
            }
            return (int) value;
        });
    }
}
