package consilium.kernel.artefact;

import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/// Takes an array's elements in C order, as many as its shape says, and stores them when closed.
public final class ArraySink implements AutoCloseable {

    private final BlobSink blob;
    private final DType type;
    private final long expected;
    private final Consumer<Digest> named;
    private long written;
    private boolean closed;

    ArraySink(BlobSink blob, DType type, List<Long> shape, Consumer<Digest> named) {
        this.blob = blob;
        this.type = type;
        this.expected = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        this.named = named;
        put(Npy.header(type, shape));
    }

    public ArraySink write(byte... elements) {
        require(DType.UINT8, elements.length);
        put(elements);
        return this;
    }

    public ArraySink write(float... elements) {
        require(DType.FLOAT32, elements.length);
        byte[] bytes = new byte[elements.length * type.bytes()];
        littleEndian(bytes).asFloatBuffer().put(elements);
        put(bytes);
        return this;
    }

    public ArraySink write(double... elements) {
        require(DType.FLOAT64, elements.length);
        byte[] bytes = new byte[elements.length * type.bytes()];
        littleEndian(bytes).asDoubleBuffer().put(elements);
        put(bytes);
        return this;
    }

    public ArraySink write(int... elements) {
        require(DType.INT32, elements.length);
        byte[] bytes = new byte[elements.length * type.bytes()];
        littleEndian(bytes).asIntBuffer().put(elements);
        put(bytes);
        return this;
    }

    /// Stores the array when all its elements are there. Otherwise nothing is stored, and [ArtefactWriter#commit()]
    /// refuses; closing early never throws, so it hides no exception. Closing again does nothing.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (blob) {
            if (written == expected) {
                named.accept(blob.commit());
            }
        }
    }

    private void require(DType given, int count) {
        if (given != type) {
            throw new IllegalArgumentException("the array holds " + type + ", not " + given);
        }
        written += count;
        if (written > expected) {
            throw new IllegalArgumentException("the array has " + expected + " elements, was given " + written);
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void put(byte[] bytes) {
        try {
            blob.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
