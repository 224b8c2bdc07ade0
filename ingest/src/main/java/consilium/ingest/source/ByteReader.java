package consilium.ingest.source;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.function.UnaryOperator;

/// Reads a [ByteSource] forward, knows where it is, and refuses what is cut short or damaged by name and byte.
///
/// Positions count bytes of the plain content: within a gzip, those after decompression.
public final class ByteReader implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final String name;
    private InputStream in;
    private final byte[] small = new byte[8];
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long position;

    private ByteReader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /// @throws ProblemException `BadInput` when the source cannot be opened
    public static ByteReader open(ByteSource source) {
        return open(source, in -> in);
    }

    /// @param wrap what lies between the stored and the plain content, such as a decompression
    public static ByteReader open(ByteSource source, UnaryOperator<InputStream> wrap) {
        try {
            return new ByteReader(source.name(), new BufferedInputStream(wrap.apply(source.open()), CHUNK));
        } catch (IOException | UncheckedIOException e) {
            throw new Problem.BadInput(source.name(), "", "cannot be opened (" + reason(e) + ")").toException(e);
        }
    }

    /// From here on the content goes through `wrap`, and positions count from this point on as before.
    public void wrap(UnaryOperator<InputStream> wrap) {
        in = new BufferedInputStream(wrap.apply(in), CHUNK);
    }

    public void order(ByteOrder given) {
        order = given;
    }

    public ByteOrder order() {
        return order;
    }

    /// Bytes read or skipped so far.
    public long position() {
        return position;
    }

    public int unsigned8() {
        fill(small, 0, 1);
        return small[0] & 0xff;
    }

    public int unsigned16() {
        return number(2).getShort() & 0xffff;
    }

    public long unsigned32() {
        return number(4).getInt() & 0xffffffffL;
    }

    public int int16() {
        return number(2).getShort();
    }

    public int int32() {
        return number(4).getInt();
    }

    public long int64() {
        return number(8).getLong();
    }

    public float float32() {
        return number(4).getFloat();
    }

    public double float64() {
        return number(8).getDouble();
    }

    /// The next bytes as ISO 8859-1 text, to the first NUL and without blanks around it.
    public String text(int length) {
        String text = new String(bytes(length), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    /// Exactly so many bytes; memory grows with what arrives, not with what is asked for.
    public byte[] bytes(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw refuse("claims a block of " + length + " bytes; at most 2 GiB are read at once");
        }
        if (length <= CHUNK) {
            byte[] bytes = new byte[(int) length];
            fill(bytes, 0, bytes.length);
            return bytes;
        }
        return growing((int) length);
    }

    /// Fills the array's range from the content.
    public void fill(byte[] into, int offset, int length) {
        int got;
        try {
            got = in.readNBytes(into, offset, length);
        } catch (IOException e) {
            throw damaged(e);
        }
        position += got;
        if (got < length) {
            throw ends(length - got);
        }
    }

    /// Goes so many bytes on, by a seek where the source can seek.
    public void skip(long length) {
        try {
            in.skipNBytes(length);
        } catch (EOFException e) {
            throw refuse("the file ends within the next " + length + " bytes; it is cut short").problem()
                    .toException(e);
        } catch (IOException e) {
            throw damaged(e);
        }
        position += length;
    }

    /// The next bytes without passing them; fewer where the content ends.
    public byte[] peek(int length) {
        try {
            in.mark(length);
            byte[] bytes = in.readNBytes(length);
            in.reset();
            return bytes;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /// Whether nothing follows.
    public boolean atEnd() {
        return peek(1).length == 0;
    }

    /// A refusal at the present position; the caller throws it.
    public ProblemException refuse(String why) {
        return refuse("byte " + position, why);
    }

    public ProblemException refuse(String where, String why) {
        return new Problem.BadInput(name, where, why).toException();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] growing(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        for (int left = length; left > 0;) {
            int next = Math.min(left, CHUNK);
            fill(chunk, 0, next);
            bytes.write(chunk, 0, next);
            left -= next;
        }
        return bytes.toByteArray();
    }

    private ByteBuffer number(int length) {
        fill(small, 0, length);
        return ByteBuffer.wrap(small).order(order);
    }

    private ProblemException ends(int missing) {
        return refuse("the file ends here, " + missing + (missing == 1 ? " byte" : " bytes")
                + " before it should; it is cut short");
    }

    private ProblemException damaged(IOException e) {
        return new Problem.BadInput(name, "byte " + position, "cannot be read on (" + reason(e) + ")").toException(e);
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String message = cause.getMessage();
        return message == null || cause instanceof FileSystemException ? cause.getClass().getSimpleName() : message;
    }
}
