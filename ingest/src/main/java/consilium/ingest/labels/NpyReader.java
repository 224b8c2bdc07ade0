package consilium.ingest.labels;

import consilium.ingest.source.ByteReader;
import consilium.ingest.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole `.npy` array in memory, of any type that numbers have and in either order of its axes.
///
/// Source: NumPy's format specification, `numpy.lib.format`.
final class NpyReader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEADER = 1 << 20;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9,\\s]*)\\)");

    private final int[] shape;
    private final NpyType type;
    private final boolean fortran;
    private final ByteBuffer elements;

    private NpyReader(int[] shape, NpyType type, boolean fortran, ByteBuffer elements) {
        this.shape = shape;
        this.type = type;
        this.fortran = fortran;
        this.elements = elements;
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput`
    static NpyReader read(ByteSource source) {
        try (ByteReader in = ByteReader.open(source)) {
            String header = header(in);
            String descriptor = field(TYPE, header, in);
            NpyType type = NpyType.of(descriptor)
                    .orElseThrow(() -> in.refuse("header", "the element type is " + descriptor
                            + "; booleans, integers and floats of up to 64 bits are read"));
            int[] shape = shape(field(SHAPE, header, in), type, in);
            ByteBuffer elements = ByteBuffer.wrap(in.bytes((long) size(shape) * type.bytes()));
            if (!in.atEnd()) {
                throw in.refuse("holds more than the elements of its header, " + Arrays.toString(shape));
            }
            boolean fortran = field(FORTRAN, header, in).equals("True");
            return new NpyReader(shape, type, fortran, elements.order(NpyType.order(descriptor)));
        }
    }

    private static String header(ByteReader in) {
        if (!Arrays.equals(in.peek(MAGIC.length), MAGIC)) {
            throw in.refuse("is no .npy file; one starts with \\x93NUMPY");
        }
        in.skip(MAGIC.length);
        int version = in.unsigned8();
        in.skip(1);
        in.order(ByteOrder.LITTLE_ENDIAN);
        return in.text(version == 1 ? in.unsigned16() : (int) Math.min(in.unsigned32(), MOST_HEADER));
    }

    private static String field(Pattern pattern, String header, ByteReader in) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw in.refuse("header", "is not understood: " + header.strip());
        }
        return matcher.group(1);
    }

    private static int[] shape(String text, NpyType type, ByteReader in) {
        List<Integer> extents = new ArrayList<>();
        try {
            for (String extent : text.split(",", -1)) {
                if (!extent.isBlank()) {
                    extents.add(Integer.parseInt(extent.strip()));
                }
            }
            int[] shape = extents.stream().mapToInt(Integer::intValue).toArray();
            Math.multiplyExact(size(shape), type.bytes());
            return shape;
        } catch (NumberFormatException | ArithmeticException e) {
            throw in.refuse("header", "the shape is (" + text + "); arrays of less than 2 GiB are read").problem()
                    .toException(e);
        }
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /// Extents, the slowest first where the order is C.
    int[] shape() {
        return shape;
    }

    /// Whether the elements are unsigned bytes in C order, and so [#bytes] has them as they stand.
    boolean plainBytes() {
        return type == NpyType.UINT8 && !fortran;
    }

    /// The elements as they stand.
    byte[] bytes() {
        return elements.array();
    }

    /// An element by its index in C order.
    double at(int index) {
        return type.at(elements, fortran ? fortranIndex(index) : index);
    }

    /// Where it stands when the first axis is the fastest.
    private int fortranIndex(int index) {
        int rest = index;
        int place = 0;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            place = place + rest % shape[axis] * stride(axis);
            rest /= shape[axis];
        }
        return place;
    }

    private int stride(int axis) {
        int stride = 1;
        for (int faster = 0; faster < axis; faster++) {
            stride *= shape[faster];
        }
        return stride;
    }
}
