package consilium.ingest.array;

import consilium.ingest.source.JsonText;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file: its length in eight bytes, then JSON that says of each array its type, shape and place.
///
/// Source: the format's description in the safetensors repository.
final class SafetensorsHeader {

    private static final int PREFIX = 8;
    private static final long LONGEST = 100_000_000;
    private static final String METADATA = "__metadata__";

    private SafetensorsHeader() {}

    /// @throws ProblemException `BadInput` when it is none, has no such array or says more than the file holds
    static Layout read(String name, FileChannel file, Optional<String> array) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        NpyHeader.fill(file, start, 0);
        long length = start.getLong(0);
        if (length < 2 || length > LONGEST || length > file.size() - PREFIX) {
            throw StoredArray.refuse(name, "byte 0", "is no safetensors file, or cut short: the header claims " + length
                    + " bytes, the file has " + file.size());
        }
        ByteBuffer header = ByteBuffer.allocate((int) length);
        NpyHeader.fill(file, header, PREFIX);
        Map<String, Object> arrays = arrays(name, new String(header.array(), StandardCharsets.UTF_8));
        String wanted = array.orElseGet(() -> only(name, arrays));
        Object entry = arrays.get(wanted);
        if (!(entry instanceof Map<?, ?> map)) {
            throw StoredArray.refuse(name, "", "has no array \"" + wanted + "\"; it has "
                    + String.join(", ", arrays.keySet()));
        }
        return layout(name + "!" + wanted, map, PREFIX + length, file.size());
    }

    private static Layout layout(String name, Map<?, ?> entry, long data, long size) {
        ElementType type = ElementType.ofSafetensors(entry.get("dtype"))
                .orElseThrow(() -> StoredArray.refuse(name, "header", "elements of type " + entry.get("dtype")
                        + " are not read; BOOL, U8, I8, U16, I16, U32, I32, I64, F16, BF16, F32 and F64 are"));
        List<Long> shape = numbers(name, "shape", entry.get("shape"));
        List<Long> offsets = numbers(name, "data_offsets", entry.get("data_offsets"));
        if (offsets.size() != 2) {
            throw StoredArray.refuse(name, "header", "data_offsets has two numbers, was " + offsets);
        }
        long bytes = Layout.bytes(name, type, shape);
        long from = offsets.getFirst();
        if (from < 0 || from > size - data || bytes > size - data - from) {
            throw StoredArray.refuse(name, "header", "is cut short: the array must lie within the " + (size - data)
                    + " bytes after the header, takes " + bytes + " from " + from);
        }
        if (offsets.getLast() - from != bytes) {
            throw StoredArray.refuse(name, "header", "data_offsets " + offsets + " and shape " + shape + " of "
                    + type.bytes() + "-byte elements do not agree");
        }
        return new Layout(type, ByteOrder.LITTLE_ENDIAN, shape, data + from);
    }

    private static List<Long> numbers(String name, String field, @Nullable Object list) {
        List<Long> numbers = new ArrayList<>();
        for (Object number : list instanceof List<?> given ? given : List.of("")) {
            if (!(number instanceof Integer || number instanceof Long)) {
                throw StoredArray.refuse(name, "header", field + " must be a list of whole numbers, was " + list);
            }
            numbers.add(((Number) number).longValue());
        }
        return numbers;
    }

    private static String only(String name, Map<String, Object> arrays) {
        if (arrays.size() != 1) {
            throw StoredArray.refuse(name, "", "holds " + arrays.size() + " arrays: "
                    + String.join(", ", arrays.keySet()) + "; the spec must name one");
        }
        return arrays.keySet().iterator().next();
    }

    private static Map<String, Object> arrays(String name, String header) {
        try {
            Map<String, Object> arrays = new TreeMap<>();
            if (!(JsonText.read(header, name) instanceof Map<?, ?> map)) {
                throw StoredArray.refuse(name, "byte 8", "the header must be a JSON map");
            }
            map.forEach((key, value) -> {
                if (!METADATA.equals(key)) {
                    arrays.put(String.valueOf(key), value);
                }
            });
            return arrays;
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.Unreadable(String what, String position, String why)) {
                throw new Problem.BadInput(name, "header, " + position, "is no JSON: " + why).toException(e);
            }
            throw e;
        }
    }
}
