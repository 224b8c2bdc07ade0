package consilium.ingest.array;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// An array in a `.npy`, `.npz` or `.safetensors` file, whose elements are read when asked for, by any number of threads;
/// its shape was found to be that of the bytes there are.
///
/// An array in an `.npz` cannot be read where it lies: it is unpacked to a temporary file, which goes when the array is
/// closed.
public final class StoredArray implements AutoCloseable {

    private final String name;
    private final FileChannel file;
    private final Layout layout;
    private final Optional<Path> unpacked;

    StoredArray(String name, FileChannel file, Layout layout, Optional<Path> unpacked) {
        this.name = name;
        this.file = file;
        this.layout = layout;
        this.unpacked = unpacked;
    }

    /// @param array its name in a file of several; absent where the file has one
    /// @throws ProblemException `BadInput` when the file is damaged, is of another kind or has no such array
    public static StoredArray open(Path path, Optional<String> array) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".npz")) {
                return NpzFile.open(path, array);
            }
            if (!name.endsWith(".npy") && !name.endsWith(".safetensors")) {
                throw refuse(path.toString(), "", "is no array; files that end in .npy, .npz or .safetensors are read");
            }
            return plain(path, array, name.endsWith(".npy"));
        } catch (IOException e) {
            throw new Problem.BadInput(path.toString(), "", "cannot be read: " + e.getMessage()).toException(e);
        }
    }

    private static StoredArray plain(Path path, Optional<String> array, boolean npy) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (npy && array.isPresent()) {
                throw refuse(path.toString(), "", "a .npy file holds one array, which has no name; the spec asks for \""
                        + array.get() + "\"");
            }
            String name = path + array.map(given -> "!" + given).orElse("");
            return new StoredArray(
                    name,
                    file,
                    npy ? NpyHeader.read(name, file) : SafetensorsHeader.read(path.toString(), file, array),
                    Optional.empty());
        } catch (RuntimeException | IOException e) {
            file.close();
            throw e;
        }
    }

    /// What messages call it.
    public String name() {
        return name;
    }

    /// Extents, slowest first.
    public List<Long> shape() {
        return layout.shape();
    }

    /// @param axis from 0
    public int extent(int axis) {
        return Math.toIntExact(shape().get(axis));
    }

    /// Such as `10 x 3 x 28 x 28`.
    public String shapeText() {
        return shape().isEmpty() ? "one number"
                : shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }

    /// Elements one after another, in C order.
    ///
    /// @param from the first, counted from 0
    public double[] values(long from, int count) {
        int bytes = layout.type().bytes();
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(layout.order());
        long position = layout.start() + from * bytes;
        try {
            while (buffer.hasRemaining()) {
                int read = file.read(buffer, position + buffer.position());
                if (read < 0) {
                    throw refuse("element " + from, "is no longer there: the file changed while it was read");
                }
            }
        } catch (IOException e) {
            throw new Problem.BadInput(name, "element " + from, "cannot be read: " + e.getMessage()).toException(e);
        }
        double[] values = new double[count];
        for (int index = 0; index < count; index++) {
            values[index] = layout.type().at(buffer, index * bytes);
        }
        return values;
    }

    /// @param position index of the element or image, where known, else empty
    public ProblemException refuse(String position, String why) {
        return refuse(name, position, why);
    }

    @Override
    public void close() {
        try {
            file.close();
            if (unpacked.isPresent()) {
                Files.deleteIfExists(unpacked.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProblemException refuse(String name, String position, String why) {
        return new Problem.BadInput(name, position, why).toException();
    }
}
