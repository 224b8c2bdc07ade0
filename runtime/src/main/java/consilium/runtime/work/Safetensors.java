package consilium.runtime.work;

import consilium.runtime.format.Trees;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// As much of the safetensors format as telling two files apart takes: eight bytes of length, a JSON header that
/// names each tensor's range of bytes, the bytes.
final class Safetensors {

    private Safetensors() {}

    /// The first tensor by name that differs in type, shape or bytes, or is in one file alone.
    static Optional<String> firstDifference(byte[] one, byte[] other) {
        Map<String, Tensor> tensors = tensors(one);
        Map<String, Tensor> others = tensors(other);
        for (var entry : tensors.entrySet()) {
            if (!entry.getValue().sameAs(others.get(entry.getKey()))) {
                return Optional.of(entry.getKey());
            }
        }
        others.keySet().removeAll(tensors.keySet());
        return others.keySet().stream().findFirst();
    }

    private record Tensor(Object type, Object shape, ByteBuffer bytes) {

        boolean sameAs(@Nullable Tensor other) {
            return other != null && type.equals(other.type) && shape.equals(other.shape) && bytes.equals(other.bytes);
        }
    }

    private static Map<String, Tensor> tensors(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        Map<String, Tensor> tensors = new TreeMap<>();
        String text = new String(file, Long.BYTES, length, StandardCharsets.UTF_8);
        if (Trees.json(text, "safetensors header") instanceof Map<?, ?> header) {
            header.forEach((name, entry) -> tensor(bytes, Long.BYTES + length, entry)
                    .ifPresent(tensor -> tensors.put((String) name, tensor)));
        }
        return tensors;
    }

    private static Optional<Tensor> tensor(ByteBuffer file, int start, Object entry) {
        if (!(entry instanceof Map<?, ?> map && map.get("data_offsets") instanceof List<?> range)) {
            return Optional.empty();
        }
        int from = ((Number) range.getFirst()).intValue();
        int to = ((Number) range.getLast()).intValue();
        return Optional.of(new Tensor(
                String.valueOf(map.get("dtype")), String.valueOf(map.get("shape")),
                file.slice(start + from, to - from)));
    }
}
