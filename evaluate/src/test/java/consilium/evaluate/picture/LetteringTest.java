package consilium.evaluate.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LetteringTest {

    @Test
    void everyLetterHasAShapeOfItsOwn() {
        Map<String, Character> shapes = new HashMap<>();
        for (char letter = ' '; letter <= '~' + 1; letter++) {
            Character other = shapes.put(shape(letter), letter);
            assertThat(other).as("same shape as %s", letter).isNull();
        }
    }

    @Test
    void theScaleMagnifies() {
        assertThat(new Lettering(2).width("ab")).isEqualTo(22);
        assertThat(new Lettering(2).height()).isEqualTo(14);
    }

    @Test
    void whatIsTooWideIsCutOff() {
        assertThat(Lettering.SMALL.fit("annotator", 60)).isEqualTo("annotator");
        assertThat(Lettering.SMALL.fit("annotator", 40)).isEqualTo("anno..");
        assertThat(Lettering.SMALL.width("anno..")).isLessThan(40);
    }

    @Test
    void whatIsNotAsciiIsABox() {
        assertThat(shape('é')).isEqualTo(shape((char) 127)).isNotEqualTo(shape('e'));
    }

    private static String shape(char letter) {
        TreeSet<Integer> points = new TreeSet<>();
        Lettering.SMALL.draw(String.valueOf(letter), (x, y) -> points.add(y * 10 + x));
        return points.toString();
    }
}
