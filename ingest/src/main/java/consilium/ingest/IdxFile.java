package consilium.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/// An IDX file of 8-bit images, as MNIST comes in: magic number 0x00000803, then the number of images, rows and
/// columns as big-endian 32-bit integers, then the pixels. Gzip is recognised by its own magic number.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section on file formats.
record IdxFile(Path path, int count, int height, int width) {

    private static final int MAGIC = 0x00000803;
    private static final int LABELS = 0x00000801;
    private static final int HEADER = 16;
    private static final int MOST_PIXELS = 1 << 26;

    /// Reads the file through once, in constant memory: afterwards it is known to hold exactly what its header says.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it does not
    static IdxFile open(Path path) {
        try (Unpacked in = Unpacked.open(path)) {
            byte[] header = new byte[HEADER];
            if (in.readNBytes(header, 0, HEADER) < HEADER) {
                throw Refusal.of(
                        path, "is cut short: expected an IDX header of 16 bytes, found " + in.count() + " bytes");
            }
            Header claim = Header.of(path, ByteBuffer.wrap(header));
            in.pass(claim.bytes() - HEADER + 1);
            requireComplete(path, claim, in);
            return claim.file(path);
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        }
    }

    private static void requireComplete(Path path, Header claim, Unpacked in) {
        String expected = "expected " + claim.bytes() + " bytes (" + claim + " after a header of 16 bytes), found ";
        if (in.count() < claim.bytes()) {
            throw Refusal.of(path, "is cut short: " + expected + in.count() + " bytes");
        }
        if (in.count() > claim.bytes()) {
            throw Refusal.of(path, "is longer than its header says: " + expected + "more");
        }
        if (in.cut()) {
            throw Refusal.of(path,
                    "is cut short: all " + in.count() + " bytes are there, but the gzip checksum is not");
        }
    }

    int pixels() {
        return height * width;
    }

    /// The first `limit` images, row by row; each array is the reader's to keep.
    void read(int limit, Consumer<byte[]> reader) {
        try (Unpacked in = Unpacked.open(path)) {
            in.pass(HEADER);
            for (int image = 0; image < limit; image++) {
                byte[] pixels = new byte[pixels()];
                if (in.readNBytes(pixels, 0, pixels.length) < pixels.length) {
                    throw Refusal.of(path, "image " + image, "is no longer there: the file changed while it was read");
                }
                reader.accept(pixels);
            }
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        }
    }

    /// What the first sixteen bytes claim.
    private record Header(long count, long height, long width) {

        static Header of(Path path, ByteBuffer bytes) {
            int magic = bytes.getInt();
            if (magic != MAGIC) {
                throw Refusal.of(
                        path,
                        "byte 0",
                        String.format(
                                "the magic number is 0x%08x%s, expected 0x%08x (8-bit images)",
                                magic, magic == LABELS ? " (labels)" : "", MAGIC));
            }
            Header claim = new Header(unsigned(bytes), unsigned(bytes), unsigned(bytes));
            if (claim.count == 0 || claim.height == 0 || claim.width == 0) {
                throw Refusal.of(path, "byte 4", "holds nothing: the header says " + claim);
            }
            if (claim.count > Integer.MAX_VALUE || claim.height > MOST_PIXELS || claim.width > MOST_PIXELS
                    || claim.height * claim.width > MOST_PIXELS) {
                throw Refusal.of(
                        path, "byte 4", "the header says " + claim + "; an image has at most " + MOST_PIXELS
                                + " pixels and a file at most " + Integer.MAX_VALUE + " images");
            }
            return claim;
        }

        private static long unsigned(ByteBuffer bytes) {
            return Integer.toUnsignedLong(bytes.getInt());
        }

        /// Of the whole unpacked file.
        long bytes() {
            return HEADER + count * height * width;
        }

        IdxFile file(Path path) {
            return new IdxFile(path, (int) count, (int) height, (int) width);
        }

        @Override
        public String toString() {
            return count + " images of " + height + " x " + width + " pixels";
        }
    }
}
