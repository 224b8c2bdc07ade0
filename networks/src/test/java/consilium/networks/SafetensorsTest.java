package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

    @Test
    void fileIsLengthHeaderAndValues() {
        byte[] file = Safetensors.write(Map.of("a", new Safetensors.Tensor(List.of(2L), new float[] {1, -2.5f})));

        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong();
        assertThat(length % 8).isZero();
        assertThat(new String(file, 8, length, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"a\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[2]}}");
        assertThat(buffer.getFloat(8 + length)).isEqualTo(1);
        assertThat(buffer.getFloat(12 + length)).isEqualTo(-2.5f);
        assertThat(file).hasSize(16 + length);
    }

    @Test
    void whatIsWrittenIsRead() {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("später", new Safetensors.Tensor(List.of(1L, 3L), new float[] {1, 2, 3}));
        tensors.put("früher", new Safetensors.Tensor(List.of(), new float[] {4}));

        Map<String, Safetensors.Tensor> read = Safetensors.read(Safetensors.write(tensors), Json::parse);

        assertThat(read.get("später").shape()).containsExactly(1L, 3L);
        assertThat(read.get("später").values()).containsExactly(1, 2, 3);
        assertThat(read.get("früher").values()).containsExactly(4);
    }

    @Test
    void shortFileIsRefusedWhereItEnds() {
        byte[] whole = Safetensors.write(Map.of("a", new Safetensors.Tensor(List.of(2L), new float[] {1, 2})));

        assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(whole, whole.length - 1), Json::parse))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("parameters.safetensors at a: an array of shape [2] takes 8 of the 7 bytes");
        assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(whole, 5), Json::parse))
                .hasMessageContaining("parameters.safetensors at byte 0");
    }
}
