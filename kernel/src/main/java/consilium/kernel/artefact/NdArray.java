package consilium.kernel.artefact;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// A read-only n-dimensional array in C order, mapped from the store: larger than the heap is fine.
public final class NdArray {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final DType type;
    private final List<Long> shape;
    private final MemorySegment data;

    /// @param data the elements alone, without header
    public NdArray(DType type, List<Long> shape, MemorySegment data) {
        long elements = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        if (data.byteSize() != elements * type.bytes()) {
            throw new IllegalArgumentException("an array of shape " + shape + " and type " + type + " has "
                    + elements * type.bytes() + " bytes, was " + data.byteSize());
        }
        this.type = type;
        this.shape = List.copyOf(shape);
        this.data = data;
    }

    public DType type() {
        return type;
    }

    public List<Long> shape() {
        return shape;
    }

    public int extent(int axis) {
        return Math.toIntExact(shape.get(axis));
    }

    public long size() {
        return data.byteSize() / type.bytes();
    }

    /// Elements of one entry along the first axis.
    public int stride() {
        return Math.toIntExact(shape.getFirst() == 0 ? 0 : size() / shape.getFirst());
    }

    public float floatAt(long index) {
        return data.get(FLOAT, index * 4);
    }

    public double doubleAt(long index) {
        return data.get(DOUBLE, index * 8);
    }

    public int intAt(long index) {
        return data.get(INT, index * 4);
    }

    public long longAt(long index) {
        return data.get(LONG, index * 8);
    }

    /// An unsigned byte, 0 to 255.
    public int byteAt(long index) {
        return data.get(ValueLayout.JAVA_BYTE, index) & 0xff;
    }

    /// `count` elements from `from` on, copied.
    public float[] floats(long from, int count) {
        float[] copy = new float[count];
        MemorySegment.copy(data, FLOAT, from * 4, copy, 0, count);
        return copy;
    }

    /// `count` elements from `from` on, copied.
    public double[] doubles(long from, int count) {
        double[] copy = new double[count];
        MemorySegment.copy(data, DOUBLE, from * 8, copy, 0, count);
        return copy;
    }

    /// `count` elements from `from` on, copied.
    public int[] ints(long from, int count) {
        int[] copy = new int[count];
        MemorySegment.copy(data, INT, from * 4, copy, 0, count);
        return copy;
    }

    /// `count` elements from `from` on, copied.
    public byte[] bytes(long from, int count) {
        byte[] copy = new byte[count];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, from, copy, 0, count);
        return copy;
    }

    /// The elements themselves, little-endian, read-only.
    public MemorySegment segment() {
        return data;
    }
}
