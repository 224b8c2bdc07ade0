package consilium.kernel.artefact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The header of NumPy's `.npy` format, version 1.0, C order.
///
/// Source: NumPy's format specification, `numpy.lib.format`.
public record Npy(DType type, List<Long> shape, int headerBytes) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False)\\s*,\\s*'shape':\\s*\\(([^)]*)\\),?\\s*\\}\\s*");

    public Npy {
        shape = List.copyOf(shape);
    }

    /// The header that NumPy itself would write, padded so that data start at a multiple of 64 bytes.
    public static byte[] header(DType type, List<Long> shape) {
        String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + type.descriptor() + "', 'fortran_order': False, 'shape': ("
                + extents + (shape.size() == 1 ? "," : "") + "), }";
        int unpadded = MAGIC.length + 2 + dictionary.length() + 1;
        int padded = (unpadded + 63) / 64 * 64;
        ByteBuffer header = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (padded - MAGIC.length - 2));
        header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
        while (header.position() < padded - 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }

    /// @param start the first bytes of a file, enough for the header (4 KiB are)
    /// @throws IllegalArgumentException when it is no `.npy` of ours, saying why
    public static Npy parse(byte[] start) {
        if (start.length < 10) {
            throw new IllegalArgumentException("a .npy file has at least 10 bytes, was " + start.length);
        }
        for (int i = 0; i < 6; i++) {
            if (start[i] != MAGIC[i]) {
                throw new IllegalArgumentException("a .npy file starts with \\x93NUMPY");
            }
        }
        ByteBuffer buffer = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        int prefix = start[6] == 1 ? 10 : 12;
        if (start.length < prefix) {
            throw new IllegalArgumentException("the .npy header is cut short");
        }
        long length = start[6] == 1 ? buffer.getShort(8) & 0xffffL : buffer.getInt(8) & 0xffffffffL;
        if (prefix + length > start.length) {
            throw new IllegalArgumentException(
                    "the .npy header claims " + length + " bytes, only " + (start.length - prefix) + " are there");
        }
        String dictionary = new String(start, prefix, (int) length, StandardCharsets.US_ASCII);
        Matcher matcher = HEADER.matcher(dictionary);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the .npy header is not understood: " + dictionary.strip());
        }
        if (matcher.group(2).equals("True")) {
            throw new IllegalArgumentException("a .npy file must be in C order, was in Fortran order");
        }
        List<Long> shape = new ArrayList<>();
        for (String extent : matcher.group(3).split(",", -1)) {
            if (!extent.isBlank()) {
                shape.add(Long.parseLong(extent.strip()));
            }
        }
        return new Npy(DType.of(matcher.group(1)), shape, prefix + (int) length);
    }

    /// How many elements the shape has.
    public long elements() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
}
