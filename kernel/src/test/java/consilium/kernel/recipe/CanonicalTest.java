package consilium.kernel.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

    /// The samples of RFC 8785, appendix B, by the bits of the double.
    @ParameterizedTest
    @CsvSource({
            "0000000000000000, 0",
            "8000000000000000, 0",
            "0000000000000001, 5e-324",
            "8000000000000001, -5e-324",
            "7fefffffffffffff, 1.7976931348623157e+308",
            "ffefffffffffffff, -1.7976931348623157e+308",
            "4340000000000000, 9007199254740992",
            "c340000000000000, -9007199254740992",
            "4430000000000000, 295147905179352830000",
            "44b52d02c7e14af5, 9.999999999999997e+22",
            "44b52d02c7e14af6, 1e+23",
            "44b52d02c7e14af7, 1.0000000000000001e+23",
            "444b1ae4d6e2ef4e, 999999999999999700000",
            "444b1ae4d6e2ef4f, 999999999999999900000",
            "444b1ae4d6e2ef50, 1e+21",
            "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
            "3eb0c6f7a0b5ed8d, 0.000001",
            "41b3de4355555553, 333333333.3333332",
            "41b3de4355555554, 333333333.33333325",
            "41b3de4355555555, 333333333.3333333",
            "becbf647612f3696, -0.0000033333333333333333",
            "43143ff3c1cb0959, 1424953923781206.2"
    })
    void doublesAreWrittenAsEcmaScriptWritesThem(String bits, String expected) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(Canonical.text(number)).isEqualTo(expected);
    }

    @Property
    void everyFiniteDoubleReadsBackAsItself(@ForAll double number) {
        assertThat(Double.parseDouble(Canonical.text(number))).isEqualTo(number == 0 ? 0.0 : number);
    }

    @Test
    void keysAreSortedAndNothingIsPadded() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("b", List.of(1, true, "x"));
        tree.put("a", Map.of());

        assertThat(Canonical.text(tree)).isEqualTo("{\"a\":{},\"b\":[1,true,\"x\"]}");
    }

    @Test
    void controlCharactersAreEscapedAndOthersAreNot() {
        assertThat(Canonical.text("\u0001\n\"\\é/")).isEqualTo("\"\\u0001\\n\\\"\\\\é/\"");
    }

    @Test
    void numbersThatJsonCannotHoldAreRefused() {
        assertThatThrownBy(() -> Canonical.text(Double.NaN)).hasMessage("numbers are finite, was NaN");
        assertThatThrownBy(() -> Canonical.text(1L << 53)).hasMessageContaining("within ±(2^53 - 1)");
    }
}
