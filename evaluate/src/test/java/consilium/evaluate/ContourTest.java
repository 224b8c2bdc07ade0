package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.image.LabelMap;
import org.junit.jupiter.api.Test;

class ContourTest {

    /// A square of 3 x 3 in an image of 5 x 5: its rim is 8 pixels, its middle is not.
    private static final Contour SQUARE = new Contour(
            LabelMap.generate(5, 5, pixel -> Math.max(Math.abs(pixel % 5 - 2), Math.abs(pixel / 5 - 2)) <= 1 ? 2 : 0),
            0);

    @Test
    void theRimIsPassedAndTheMiddleIsNot() {
        assertThat(drawn(SQUARE, 1, 5)).isEqualTo("""
                .....
                .###.
                .#.#.
                .###.
                .....
                """);
    }

    /// Magnified, the line stays one point thin.
    @Test
    void theLineIsOnePointThinAtAnyZoom() {
        assertThat(drawn(SQUARE, 2, 10).lines().skip(2).limit(2)).containsExactly("..######..", "..#....#..");
    }

    @Test
    void foregroundAtTheEdgeOfTheImageHasARimThere() {
        Contour everything = new Contour(LabelMap.generate(3, 3, pixel -> 1), 0);
        assertThat(drawn(everything, 1, 3)).isEqualTo("###\n#.#\n###\n");
    }

    private static String drawn(Contour contour, int zoom, int size) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                text.append(contour.passes(x, y, zoom, 1) ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
