package consilium.ingest.array;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of a `.npy` file of version 1, 2 or 3.
///
/// Source: NumPy's format specification, `numpy.lib.format`.
final class NpyHeader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int VERSION = 6;
    private static final int PREFIX = 12;
    private static final Pattern DESCRIPTOR = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z][0-9]+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

    private NpyHeader() {}

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is none, or the file is not as long as it says
    static Layout read(String name, FileChannel file) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(LONGEST + PREFIX);
        fill(file, first, 0);
        Layout layout = parse(name, first.flip());
        long end = end(name, layout);
        if (end != file.size()) {
            throw StoredArray.refuse(name, "", (end > file.size() ? "is cut short" : "is longer than its header says")
                    + ": expected " + end + " bytes (" + layout.shape() + " elements of " + layout.type().bytes()
                    + " bytes after a header of " + layout.start() + "), found " + file.size());
        }
        return layout;
    }

    /// How long a file is that begins so.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when no file does
    static long announced(String name, InputStream in) throws IOException {
        return end(name, parse(name, ByteBuffer.wrap(in.readNBytes(LONGEST + PREFIX))));
    }

    private static long end(String name, Layout layout) {
        return layout.start() + Layout.bytes(name, layout.type(), layout.shape());
    }

    private static Layout parse(String name, ByteBuffer bytes) {
        ByteBuffer start = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (start.limit() < PREFIX) {
            throw StoredArray.refuse(name, "byte 0", "is cut short: a .npy file has at least " + PREFIX
                    + " bytes, was " + start.limit());
        }
        for (int index = 0; index < MAGIC.length; index++) {
            if (start.get(index) != MAGIC[index]) {
                throw StoredArray.refuse(name, "byte 0", "is no .npy file; it must begin with \\x93NUMPY");
            }
        }
        int version = start.get(VERSION);
        if (version < 1 || version > 3) {
            throw StoredArray.refuse(name, "byte 6", "the format's version is 1, 2 or 3, was " + version);
        }
        int prefix = version == 1 ? 10 : 12;
        long length = version == 1 ? start.getShort(8) & 0xffff : start.getInt(8) & 0xffffffffL;
        if (length > LONGEST || prefix + length > start.limit()) {
            throw StoredArray.refuse(name, "byte 8", "the header claims " + length + " bytes; at most " + LONGEST
                    + " make sense, and " + (start.limit() - prefix) + " are there");
        }
        byte[] header = new byte[(int) length];
        start.get(prefix, header);
        return layout(name, new String(header, StandardCharsets.UTF_8), prefix + length);
    }

    private static Layout layout(String name, String header, long start) {
        Matcher descriptor = find(DESCRIPTOR, name, header, "a plain element type 'descr', such as '<f4'");
        ElementType type = ElementType.ofNumpy(descriptor.group(2))
                .orElseThrow(() -> StoredArray.refuse(name, "header", "elements of type " + descriptor.group(2)
                        + " are not read; b1, u1, i1, u2, i2, u4, i4, i8, f2, f4 and f8 are"));
        if (find(ORDER, name, header, "'fortran_order'").group(1).equals("True")) {
            throw StoredArray.refuse(name, "header",
                    "is in Fortran order, which cannot be read image by image; store it"
                            + " in C order (numpy.ascontiguousarray)");
        }
        List<Long> shape = shape(name, find(SHAPE, name, header, "the 'shape'").group(1));
        ByteOrder order = descriptor.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new Layout(type, order, shape, start);
    }

    private static List<Long> shape(String name, String text) {
        List<Long> shape = new ArrayList<>();
        for (String extent : text.split(",", -1)) {
            if (!extent.isBlank()) {
                try {
                    shape.add(Long.parseLong(extent.strip()));
                } catch (NumberFormatException e) {
                    throw StoredArray.refuse(name, "header", "an extent is 0 to " + Integer.MAX_VALUE + ", was "
                            + extent.strip()).problem().toException(e);
                }
            }
        }
        return shape;
    }

    private static Matcher find(Pattern pattern, String name, String header, String what) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw StoredArray.refuse(name, "header", "must state " + what);
        }
        return matcher;
    }

    /// As far as the file goes.
    static void fill(FileChannel file, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining() && file.read(into, position + into.position()) >= 0) {
            // read advances the buffer
        }
    }
}
