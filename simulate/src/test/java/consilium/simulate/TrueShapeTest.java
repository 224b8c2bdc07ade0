package consilium.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.AnnotatorSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TrueShapeTest {

    private static final List<AnnotatorSpec> PAPER = List.of(
            new AnnotatorSpec.Good("good"),
            new AnnotatorSpec.Over("over", 0.7),
            new AnnotatorSpec.Under("under", 0.7),
            new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5),
            new AnnotatorSpec.Blank("blank"));

    /// One to three disks, some of them cut by the edge.
    @Provide
    Arbitrary<LabelMap> shapes() {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            return Stream.generate(() -> Shapes.disk(
                    24, 24 * random.nextDouble(), 24 * random.nextDouble(), 1 + 6 * random.nextDouble()))
                    .limit(1 + random.nextInt(3))
                    .reduce(Shapes::union)
                    .orElseThrow();
        });
    }

    @Property(tries = 200)
    void overHoldsTheTruthAndTheTruthHoldsUnder(
            @ForAll("shapes") LabelMap truth, @ForAll @DoubleRange(min = 0, max = 3) double amount) {
        LabelMap over = draw(truth, new AnnotatorSpec.Over("over", amount));
        LabelMap under = draw(truth, new AnnotatorSpec.Under("under", amount));

        for (int pixel = 0; pixel < truth.size(); pixel++) {
            assertThat(over.at(pixel)).isGreaterThanOrEqualTo(truth.at(pixel));
            assertThat(under.at(pixel)).isLessThanOrEqualTo(truth.at(pixel));
        }
    }

    @Property(tries = 100)
    void moreIsMore(@ForAll("shapes") LabelMap truth, @ForAll @DoubleRange(min = 0, max = 2) double amount) {
        assertThat(draw(truth, new AnnotatorSpec.Over("over", amount + 0.5)).count(1))
                .isGreaterThanOrEqualTo(draw(truth, new AnnotatorSpec.Over("over", amount)).count(1));
        assertThat(draw(truth, new AnnotatorSpec.Under("under", amount + 0.5)).count(1))
                .isLessThanOrEqualTo(draw(truth, new AnnotatorSpec.Under("under", amount)).count(1));
    }

    @Property(tries = 50)
    void theSameStreamDrawsTheSame(@ForAll("shapes") LabelMap truth) {
        for (AnnotatorSpec annotator : PAPER) {
            assertThat(draw(truth, annotator)).isEqualTo(draw(truth, annotator));
        }
    }

    /// Not equal, since thinning takes north before south; but the mean thickness may not hang on that.
    @Test
    void aTurnedDigitIsThickenedIntoTheTurnedMap() {
        AnnotatorSpec annotator = new AnnotatorSpec.Over("over", 0.7);
        double dice = 0;
        for (LabelMap digit : Digits.first(50)) {
            dice += Shapes.dice(draw(turned(digit), annotator), turned(draw(digit, annotator))) / 50;
        }

        assertThat(dice).isGreaterThan(0.98);
    }

    @Test
    void goodDrawsTheTruthAndBlankNothing() {
        LabelMap truth = Shapes.disk(24, 12, 12, 5);

        assertThat(draw(truth, new AnnotatorSpec.Good("good"))).isEqualTo(truth);
        assertThat(draw(truth, new AnnotatorSpec.Blank("blank"))).isEqualTo(LabelMap.background(24, 24));
    }

    @Test
    void whereNothingIsNothingIsDrawn() {
        for (AnnotatorSpec annotator : PAPER) {
            assertThat(draw(LabelMap.background(24, 24), annotator)).isEqualTo(LabelMap.background(24, 24));
        }
    }

    @Test
    void whereAllIsShapeThereIsNoBoundaryToMisplace() {
        LabelMap full = LabelMap.generate(24, 24, pixel -> 1);
        for (AnnotatorSpec annotator : PAPER.subList(0, 4)) {
            assertThat(draw(full, annotator)).isEqualTo(full);
        }
    }

    /// A bar 6 pixels thick: mean depth about 12 fine pixels at its middle line, less at its ends.
    @Test
    void theBoundaryMovesByTheAmountOfHalfTheThickness() {
        LabelMap bar = Shapes.bar(48, 4, 21, 44, 27);

        assertThat(column(draw(bar, new AnnotatorSpec.Over("over", 0.7)))).isBetween(9, 11);
        assertThat(column(draw(bar, new AnnotatorSpec.Under("under", 0.7)))).isBetween(1, 3);
    }

    private static int column(LabelMap map) {
        int inside = 0;
        for (int y = 0; y < map.height(); y++) {
            inside += map.at(24, y);
        }
        return inside;
    }

    @Test
    void wrongIsCutAndOverSegmented() {
        LabelMap bar = Shapes.bar(48, 4, 21, 44, 27);
        LabelMap drawn = draw(bar, new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5));
        int added = 0;
        int missed = 0;
        for (int pixel = 0; pixel < bar.size(); pixel++) {
            added += Math.max(0, drawn.at(pixel) - bar.at(pixel));
            missed += Math.max(0, bar.at(pixel) - drawn.at(pixel));
        }

        assertThat(added).isGreaterThan(60);
        assertThat(missed).isBetween(6, 60);
    }

    @Test
    void anyLabelButBackgroundIsTheShape() {
        LabelMap truth = LabelMap.generate(8, 8, pixel -> pixel % 4);

        assertThat(draw(truth, new AnnotatorSpec.Good("good")))
                .isEqualTo(LabelMap.generate(8, 8, pixel -> Math.min(1, pixel % 4)));
    }

    private static LabelMap draw(LabelMap truth, AnnotatorSpec annotator) {
        return new TrueShape(truth).drawnBy(annotator, new RandomStreams(5, "shapes").stream(annotator.name()));
    }

    private static LabelMap turned(LabelMap map) {
        return LabelMap.generate(map.width(), map.height(), pixel -> map.at(map.size() - 1 - pixel));
    }
}
