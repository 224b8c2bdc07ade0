package consilium.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The commonest image of the field, an 8-bit grey PNG without interlacing or transparency, read several times faster
/// than by the JDK's reader; PNGs of other kinds are left to that one.
///
/// Stricter than the JDK's: every chunk's checksum is checked and the file must end with its end.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", sections 5, 9 and 10.
final class GreyPng {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int HEADER = chunk("IHDR");
    private static final int PIXELS = chunk("IDAT");
    private static final int TRANSPARENCY = chunk("tRNS");
    private static final int END = chunk("IEND");
    private static final int FIRST_CHUNK = 8;
    private static final int AROUND = 12;
    private static final int HEADER_LENGTH = 13;
    private static final int TIGHT = 16;

    private final ByteBuffer file;
    private final int width;
    private final int height;

    private GreyPng(ByteBuffer file, int width, int height) {
        this.file = file;
        this.width = width;
        this.height = height;
    }

    /// Empty when the bytes are another kind of PNG, or none.
    static Optional<GreyPng> of(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        boolean plain = bytes.length >= FIRST_CHUNK + AROUND + HEADER_LENGTH
                && file.getLong(0) == SIGNATURE
                && file.getInt(8) == HEADER_LENGTH
                && file.getInt(12) == HEADER
                && file.getInt(24) == 0x08000000 // 8 bits, grey, deflate, the one filter method
                && file.get(28) == 0 // not interlaced
                && file.getInt(16) > 0
                && file.getInt(20) > 0;
        return plain && !transparent(file)
                ? Optional.of(new GreyPng(file, file.getInt(16), file.getInt(20)))
                : Optional.empty();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// One byte per pixel, row by row.
    ///
    /// @throws IOException when the file is damaged; its message says where
    byte[] pixels() throws IOException {
        PngScratch scratch = PngScratch.ofThisThread();
        int length = Math.multiplyExact(height, width + 1);
        byte[] rows = scratch.rows(length);
        try {
            inflate(scratch, rows, length);
        } catch (DataFormatException e) {
            throw new IOException("its pixels cannot be inflated (" + e.getMessage() + ")", e);
        }
        return unfiltered(rows);
    }

    private void inflate(PngScratch scratch, byte[] rows, int length) throws IOException, DataFormatException {
        int filled = 0;
        boolean first = true;
        Inflater inflater = scratch.inflater();
        for (int at = FIRST_CHUNK;; at += AROUND + file.getInt(at)) {
            int type = checked(at);
            if (type == END) {
                break;
            }
            if (type == PIXELS && first && isOfRuns(at, length)) {
                filled = scratch.runInflater().inflate(file.array(), at + 8, file.getInt(at), rows, length);
            } else if (type == PIXELS) {
                inflater.setInput(file.array(), at + 8, file.getInt(at));
                while (filled < length && !inflater.finished() && !inflater.needsInput()) {
                    filled += inflater.inflate(rows, filled, length - filled);
                    if (inflater.needsDictionary()) {
                        throw new IOException("its pixels need a dictionary, which no PNG has");
                    }
                }
            }
            first &= type != PIXELS;
        }
        if (filled < length) {
            throw new IOException("its pixels end in row " + filled / (width + 1) + " of " + height);
        }
    }

    /// Whether the chunk holds all the pixels, and so tightly that they must be mostly runs.
    private boolean isOfRuns(int at, int length) {
        int next = at + AROUND + file.getInt(at);
        return file.getInt(at) <= length / TIGHT && file.limit() - next >= AROUND && file.getInt(next + 4) != PIXELS;
    }

    /// The type of the chunk at a byte, once it is known to be whole.
    private int checked(int at) throws IOException {
        int left = file.limit() - at - AROUND;
        int length = left < 0 ? 0 : file.getInt(at);
        if (left < 0 || length < 0 || length > left) {
            throw new IOException("the file is cut short in the chunk at byte " + at);
        }
        CRC32 sum = new CRC32();
        sum.update(file.array(), at + 4, length + 4);
        if ((int) sum.getValue() != file.getInt(at + 8 + length)) {
            throw new IOException("the chunk at byte " + at + " does not have the checksum it should");
        }
        return file.getInt(at + 4);
    }

    private byte[] unfiltered(byte[] rows) throws IOException {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            int from = y * (width + 1);
            System.arraycopy(rows, from + 1, pixels, y * width, width);
            switch (rows[from]) {
                case 0 -> {
                }
                case 1 -> addLeft(pixels, y);
                case 2 -> addAbove(pixels, y);
                case 3 -> addMean(pixels, y);
                case 4 -> addPaeth(pixels, y);
                default ->
                    throw new IOException("row " + y + " has filter " + (rows[from] & 0xff) + "; filters are 0 to 4");
            }
        }
        return pixels;
    }

    private void addLeft(byte[] pixels, int y) {
        int end = (y + 1) * width;
        int left = 0;
        for (int at = y * width; at < end; at++) {
            left += pixels[at];
            pixels[at] = (byte) left;
        }
    }

    private void addAbove(byte[] pixels, int y) {
        byte[] above = above(pixels, y);
        int start = y * width;
        for (int x = 0; x < above.length; x++) {
            pixels[start + x] += above[x];
        }
    }

    private void addMean(byte[] pixels, int y) {
        byte[] above = above(pixels, y);
        int start = y * width;
        int left = 0;
        for (int x = 0; x < above.length; x++) {
            left = pixels[start + x] + (left + (above[x] & 0xff)) / 2 & 0xff;
            pixels[start + x] = (byte) left;
        }
    }

    /// Whichever of the pixels at the left, above and at the corner lies nearest to `left + above - corner`, in a tie the
    /// first; chosen without a branch, because on real images no processor guesses which.
    private void addPaeth(byte[] pixels, int y) {
        byte[] above = above(pixels, y);
        int start = y * width;
        int left = 0;
        int corner = 0;
        for (int x = 0; x < above.length; x++) {
            int up = above[x] & 0xff;
            int acrossLeft = up - corner;
            int acrossAbove = left - corner;
            int fromLeft = Math.abs(acrossLeft);
            int fromAbove = Math.abs(acrossAbove);
            int fromCorner = Math.abs(acrossLeft + acrossAbove);
            int nearest = left + (up - left & fromAbove - fromLeft >> 31);
            nearest += corner - nearest & fromCorner - Math.min(fromLeft, fromAbove) >> 31;
            left = pixels[start + x] + nearest & 0xff;
            pixels[start + x] = (byte) left;
            corner = up;
        }
    }

    /// The row before, apart from the pixels, so that adding it to them runs over several at once.
    private byte[] above(byte[] pixels, int y) {
        return y == 0 ? new byte[width] : Arrays.copyOfRange(pixels, (y - 1) * width, y * width);
    }

    private static boolean transparent(ByteBuffer file) {
        int at = FIRST_CHUNK;
        while (file.limit() - at >= AROUND && file.getInt(at + 4) != PIXELS) {
            int length = file.getInt(at);
            if (file.getInt(at + 4) == TRANSPARENCY) {
                return true;
            }
            if (length < 0 || length > file.limit() - at - AROUND) {
                return false;
            }
            at += AROUND + length;
        }
        return false;
    }

    private static int chunk(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
