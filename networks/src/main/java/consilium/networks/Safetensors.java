package consilium.networks;

import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Canonical;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Named float arrays in one file, in the safetensors format: the header's length (8 bytes, little-endian), a JSON
/// header, the arrays one after the other without gaps. The header is padded with spaces to a multiple of 8, so that
/// mapped arrays are aligned. Source: github.com/huggingface/safetensors.
final class Safetensors {

    /// What messages call such a file.
    static final String WHAT = "parameters.safetensors";

    private static final String FLOAT32 = "F32";
    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    /// @param values in C order; taken over, not copied
    record Tensor(List<Long> shape, float[] values) {
        Tensor {
            shape = List.copyOf(shape);
            long elements = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
            if (elements != values.length) {
                throw new IllegalArgumentException(
                        "an array of shape " + shape + " has " + elements + " elements, was given " + values.length);
            }
        }
    }

    static byte[] write(Map<String, Tensor> tensors) {
        Map<String, Object> header = new LinkedHashMap<>();
        long end = 0;
        for (var entry : tensors.entrySet()) {
            long start = end;
            end += 4L * entry.getValue().values().length;
            header.put(
                    entry.getKey(),
                    Map.of("dtype", FLOAT32, "shape", entry.getValue().shape(), "data_offsets", List.of(start, end)));
        }
        byte[] text = padded(Canonical.text(header));
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(8 + text.length + end)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        tensors.values().forEach(tensor -> {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + 4 * tensor.values().length);
        });
        return file.array();
    }

    private static byte[] padded(String header) {
        int bytes = header.getBytes(StandardCharsets.UTF_8).length;
        return (header + " ".repeat(-bytes & 7)).getBytes(StandardCharsets.UTF_8);
    }

    /// @return a map of its own, in no particular order
    /// @throws consilium.kernel.problem.ProblemException `BadInput`, naming where the file is not what it should be
    static Map<String, Tensor> read(byte[] file, Function<InputStream, @Nullable Object> parser) {
        long length = file.length < 8 ? -1 : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > file.length - 8) {
            throw bad("byte 0", "a header's length from 2 to " + (file.length - 8) + " stands here, was " + length);
        }
        int start = (int) (8 + length);
        Object header = parser.apply(new ByteArrayInputStream(file, 8, (int) length));
        if (!(header instanceof Map<?, ?> rows)) {
            throw bad("byte 8", "the header is a JSON object, was " + header);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        rows.forEach((name, row) -> {
            if (!METADATA.equals(name)) {
                tensors.put((String) name, tensor((String) name, row, file, start));
            }
        });
        return tensors;
    }

    private static Tensor tensor(String name, @Nullable Object row, byte[] file, int start) {
        if (!(row instanceof Map<?, ?> fields) || !FLOAT32.equals(fields.get("dtype"))) {
            throw bad(name, "only arrays of dtype F32 are read, was " + row);
        }
        List<Long> shape = wholes(name, fields.get("shape"));
        List<Long> offsets = wholes(name, fields.get("data_offsets"));
        long bytes = 4 * shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        if (offsets.size() != 2 || offsets.getLast() - offsets.getFirst() != bytes
                || start + offsets.getLast() > file.length) {
            throw bad(name, "an array of shape " + shape + " takes " + bytes + " of the " + (file.length - start)
                    + " bytes after the header, its offsets are " + offsets);
        }
        float[] values = new float[(int) (bytes / 4)];
        ByteBuffer.wrap(file, (int) (start + offsets.getFirst()), (int) bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(shape, values);
    }

    private static List<Long> wholes(String name, @Nullable Object row) {
        List<Long> numbers = new ArrayList<>();
        if (row instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Number number && number.longValue() >= 0) {
                    numbers.add(number.longValue());
                }
            });
            if (numbers.size() == list.size()) {
                return numbers;
            }
        }
        throw bad(name, "shape and data_offsets are lists of whole numbers from 0 on, was " + row);
    }

    private static RuntimeException bad(String position, String why) {
        return new Problem.BadInput(WHAT, position, why).toException();
    }
}
