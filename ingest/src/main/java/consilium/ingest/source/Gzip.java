package consilium.ingest.source;

import consilium.kernel.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/// A source seen through gzip, recognised by its content and never by its name.
public final class Gzip {

    /// One deflated byte never stands for more plain ones.
    ///
    /// Source: zlib's technical details, "maximum compression factor".
    private static final long MOST_PER_BYTE = 1032;

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private Gzip() {}

    /// Whether the source begins as a gzip stream does.
    public static boolean recognises(ByteSource source) {
        try (ByteReader reader = ByteReader.open(source)) {
            byte[] first = reader.peek(2);
            return first.length == 2 && (first[0] & 0xff) == FIRST && (first[1] & 0xff) == SECOND;
        }
    }

    /// The plain content, whether the source holds it plain or as gzip.
    public static ByteReader open(ByteSource source) {
        return recognises(source) ? ByteReader.open(source, Gzip::inflated) : ByteReader.open(source);
    }

    /// The most plain bytes the source can hold: its length if it is plain.
    public static OptionalLong mostPlainBytes(ByteSource source) {
        try {
            OptionalLong length = source.length();
            return length.isPresent() && recognises(source)
                    ? OptionalLong.of(length.getAsLong() * MOST_PER_BYTE)
                    : length;
        } catch (IOException e) {
            throw new Problem.BadInput(source.name(), "", "cannot be opened")
                    .toException(e);
        }
    }

    private static InputStream inflated(InputStream in) {
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
