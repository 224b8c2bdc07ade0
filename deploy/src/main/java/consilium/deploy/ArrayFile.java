package consilium.deploy;

import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.Npy;
import consilium.kernel.image.LabelMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Answers as `.npy` files.
public final class ArrayFile {

    private ArrayFile() {}

    /// uint8 `[height, width]`
    public static byte[] labels(LabelMap map) {
        byte[] header = Npy.header(DType.UINT8, List.of((long) map.height(), (long) map.width()));
        return ByteBuffer.allocate(header.length + map.size()).put(header).put(map.labels()).array();
    }

    /// uint8 `[maps, height, width]`
    ///
    /// @param maps of one size, at least one
    public static byte[] labels(List<LabelMap> maps) {
        LabelMap first = maps.getFirst();
        byte[] header =
                Npy.header(DType.UINT8, List.of((long) maps.size(), (long) first.height(), (long) first.width()));
        ByteBuffer file = ByteBuffer.allocate(header.length + maps.size() * first.size()).put(header);
        maps.forEach(map -> file.put(map.labels()));
        return file.array();
    }

    /// float32 `[classes, height, width]`
    public static byte[] probabilities(Answer answer) {
        long classes = answer.architecture().classes();
        byte[] header = Npy.header(DType.FLOAT32, List.of(classes, (long) answer.height(), (long) answer.width()));
        float[] values = answer.probabilities();
        ByteBuffer file = ByteBuffer.allocate(header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header).asFloatBuffer().put(values);
        return file.array();
    }
}
