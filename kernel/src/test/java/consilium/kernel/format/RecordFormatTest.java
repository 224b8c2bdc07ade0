package consilium.kernel.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

    enum Colour {
        DARK_RED,
        BLUE
    }

    sealed interface Shape {
        record Circle(@Range(min = 0, max = 10) double radius) implements Shape {}

        @Kind("box")
        record Rectangle(int width, @Default("2") int height) implements Shape {}
    }

    record Drawing(
            String title,
            @Default("dark-red") Colour colour,
            Optional<Shape> frame,
            List<Shape> shapes,
            Map<String, Shape> named,
            Optional<Digest> digest,
            @Default("false") boolean public_) {
        Drawing {
            if (title.isBlank()) {
                throw new IllegalArgumentException("title must not be blank");
            }
        }
    }

    @Test
    void whatIsWrittenReadsBackEqual() {
        Drawing drawing = new Drawing(
                "one",
                Colour.BLUE,
                Optional.of(new Shape.Circle(1.5)),
                List.of(new Shape.Rectangle(3, 4)),
                Map.of("a", new Shape.Circle(2)),
                Optional.of(Digest.of("x")),
                true);

        assertThat(RecordFormat.read(Drawing.class, RecordFormat.write(drawing))).isEqualTo(drawing);
    }

    @Test
    void whatIsLeftOutTakesItsDefault() {
        Drawing drawing = RecordFormat.read(
                Drawing.class,
                Map.of("title", "one", "named", Map.of(), "shapes", List.of(Map.of("kind", "box", "width", 3))));

        assertThat(drawing)
                .isEqualTo(new Drawing(
                        "one",
                        Colour.DARK_RED,
                        Optional.empty(),
                        List.of(new Shape.Rectangle(3, 2)),
                        Map.of(),
                        Optional.empty(),
                        false));
    }

    @Test
    void anUnknownFieldIsRefusedWithTheNearestOne() {
        assertThat(violations(Map.of("title", "one", "named", Map.of(), "colur", "blue")))
                .containsExactly("colur: is not a known field (did you mean colour?); known are title, colour, frame,"
                        + " shapes, named, digest, public_");
    }

    @Test
    void everyViolationIsReportedWithItsPath() {
        Map<String, Object> tree = Map.of(
                "colour",
                "green",
                "shapes",
                List.of(Map.of("kind", "circel"), Map.of("kind", "circle", "radius", 11)),
                "named",
                Map.of("a", Map.of("kind", "box", "width", 1.5)));

        assertThat(violations(tree))
                .containsExactlyInAnyOrder(
                        "title: is required (string)",
                        "colour: must be one of dark-red, blue, was \"green\"",
                        "shapes[0].kind: must be one of circle, box, was \"circel\" (did you mean circle?)",
                        "shapes[1].radius: must be from 0 to 10, was 11.0",
                        "named.a.width: must be a whole number, was 1.5");
    }

    @Test
    void aConstructorsRefusalKeepsItsPlace() {
        assertThat(violations(Map.of("title", " ", "named", Map.of()))).containsExactly("title must not be blank");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        assertThat(violations(Map.of(
                "title", "t", "named", Map.of(), "shapes", List.of(Map.of("kind", "circle", "radius", Double.NaN)))))
                .containsExactly("shapes[0].radius: must be a finite number, was NaN");
    }

    private static List<String> violations(Object tree) {
        InvalidTreeException refused =
                catchThrowableOfType(InvalidTreeException.class, () -> RecordFormat.read(Drawing.class, tree));
        return refused.violations().stream().map(Violation::toString).toList();
    }
}
