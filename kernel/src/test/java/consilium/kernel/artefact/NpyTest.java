package consilium.kernel.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NpyTest {

    @Test
    void theHeaderIsTheOneNumpyWrites() {
        String header = new String(Npy.header(DType.FLOAT32, List.of(2L, 3L)), StandardCharsets.ISO_8859_1);

        assertThat(header)
                .hasSize(128)
                .startsWith(
                        "\u0093NUMPY\u0001\u0000\u0076\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
                .endsWith(" \n");
    }

    @Test
    void whatIsWrittenParses() {
        Npy parsed = Npy.parse(Npy.header(DType.UINT8, List.of(7L)));

        assertThat(parsed.type()).isEqualTo(DType.UINT8);
        assertThat(parsed.shape()).containsExactly(7L);
        assertThat(parsed.headerBytes() % 64).isZero();
    }

    @Test
    void fortranOrderAndForeignTypesAreRefused() {
        byte[] header = Npy.header(DType.FLOAT32, List.of(2L, 3L));

        assertThatThrownBy(() -> Npy.parse(replace(header, "False", "True ")))
                .hasMessageContaining("C order");
        assertThatThrownBy(() -> Npy.parse(replace(header, "<f4", ">f4"))).hasMessageContaining("was >f4");
        assertThatThrownBy(() -> Npy.parse(Arrays.copyOf(header, 40))).hasMessageContaining("claims");
    }

    private static byte[] replace(byte[] header, String from, String to) {
        return new String(header, StandardCharsets.ISO_8859_1)
                .replace(from, to)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
