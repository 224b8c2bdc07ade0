package consilium.ingest.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.ingest.coco.DrawnAnnotation.Size;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class CocoRunsTest {

    /// Texts as COCO's own module writes them.
    @Test
    void knownTextsUnpack() {
        assertThat(CocoRuns.unpack("122O", new Size(3, 2))).isEqualTo(new Runs(1, 2, 2, 1));
        assertThat(CocoRuns.unpack("Z11", new Size(43, 1))).isEqualTo(new Runs(42, 1));
    }

    @Property
    void packingAndUnpackingGiveTheSameRuns(@ForAll @NotEmpty List<@IntRange(min = 0, max = 50_000) Integer> lengths) {
        int pixels = lengths.stream().mapToInt(Integer::intValue).sum();
        int[] expected = lengths.stream().mapToInt(Integer::intValue).toArray();

        if (pixels > 0) {
            assertThat(CocoRuns.unpack(pack(expected), new Size(pixels, 1))).isEqualTo(new Runs(expected));
        }
    }

    @Test
    void whatIsNoSuchTextIsRefused() {
        assertThatThrownBy(() -> CocoRuns.unpack("1\u00e9", new Size(2, 2)))
                .hasMessage("character 2 must be '0' to 'o', was code 233");
        assertThatThrownBy(() -> CocoRuns.unpack("Z", new Size(2, 2))).hasMessage("the text ends within a number");
        assertThatThrownBy(() -> CocoRuns.unpack("ooooooooo", new Size(2, 2)))
                .hasMessageContaining("a number goes on for more than 8 characters");
        assertThatThrownBy(() -> CocoRuns.unpack("5", new Size(2, 2)))
                .hasMessage("a run of 5 pixels after 0 does not fit; the mask has 4");
        assertThatThrownBy(() -> CocoRuns.unpack("3", new Size(2, 2)))
                .hasMessage("the runs cover 3 pixels; the mask has 4");
        assertThatThrownBy(() -> CocoRuns.unpack("N", new Size(2, 2)))
                .hasMessage("a run of -2 pixels after 0 does not fit; the mask has 4");
    }

    /// From the definition: five bits at a time, the lowest first, until only the sign is left.
    private static String pack(int[] lengths) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < lengths.length; index++) {
            long rest = index > 2 ? lengths[index] - lengths[index - 2] : lengths[index];
            boolean more = true;
            while (more) {
                long group = rest & 31;
                rest >>= 5;
                more = rest != ((group & 16) == 0 ? 0 : -1);
                text.append((char) ('0' + group + (more ? 32 : 0)));
            }
        }
        return text.toString();
    }
}
