package consilium.ingest.dicom;

import consilium.ingest.dicom.DicomHeader.PixelFormat;
import consilium.ingest.source.ByteReader;
import consilium.ingest.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;

/// One DICOM file; its frames are read when asked for, and nothing but the header is kept.
///
/// Every method throws [consilium.kernel.problem.ProblemException] with `BadInput` for a file that is damaged, no
/// image, or encoded in a way that is not decoded here, which the message names.
public final class DicomFile {

    private final ByteSource source;
    private final DicomHeader header;

    private DicomFile(ByteSource source, DicomHeader header) {
        this.source = source;
        this.header = header;
    }

    public static DicomFile open(ByteSource source) {
        try (DicomParser.Opened file = DicomParser.open(source)) {
            return new DicomFile(source, HeaderReader.read(file.attributes(), file.syntax()));
        }
    }

    /// Whether the source begins as a DICOM file does, whatever its name.
    public static boolean recognises(ByteSource source) {
        try (ByteReader in = ByteReader.open(source)) {
            return DicomParser.recognises(in);
        }
    }

    /// The source's name.
    public String name() {
        return source.name();
    }

    public DicomHeader header() {
        return header;
    }

    /// A frame in the modality's own unit, row by row: Hounsfield units for CT. Its meaning does not depend on whether
    /// the smallest value is shown black or white.
    public float[] values(int frame) {
        return read(frame, header.rescale()::of);
    }

    /// A frame in which the larger value is the whiter one: [#values], with what is stored mirrored in its own range
    /// where the file says MONOCHROME1.
    public float[] brightness(int frame) {
        PixelFormat format = header.pixels();
        return header.inverted()
                ? read(frame, stored -> header.rescale().of(format.smallest() + format.largest() - stored))
                : values(frame);
    }

    private float[] read(int frame, LongToDoubleFunction meaning) {
        Objects.checkIndex(frame, header.frames());
        try (DicomParser.Opened file = DicomParser.open(source)) {
            FrameReader reader = new FrameReader(file, header);
            ByteBuffer stored = ByteBuffer.wrap(reader.frame(frame)).order(reader.order());
            PixelFormat format = header.pixels();
            float[] values = new float[header.rows() * header.columns()];
            for (int pixel = 0; pixel < values.length; pixel++) {
                values[pixel] = (float) meaning.applyAsDouble(format.number(raw(stored, format.bytes(), pixel)));
            }
            return values;
        }
    }

    private static int raw(ByteBuffer stored, int bytes, int pixel) {
        return switch (bytes) {
            case 1 -> stored.get(pixel);
            case 2 -> stored.getShort(2 * pixel);
            default -> stored.getInt(4 * pixel);
        };
    }
}
