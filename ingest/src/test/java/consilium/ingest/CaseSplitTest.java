package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CaseSplitTest {

    @Test
    void sharesAreOfTheCases() {
        assertThat(counts(new CaseSplit(1).draw("x", cases(10), 0.2, 0.3)))
                .isEqualTo(Map.of(Split.TRAIN, 5L, Split.VALIDATION, 2L, Split.TEST, 3L));
    }

    @Test
    void theSeedDecides() {
        assertThat(new CaseSplit(1).draw("x", cases(50), 0.2, 0.2))
                .isEqualTo(new CaseSplit(1).draw("x", cases(50), 0.2, 0.2))
                .isNotEqualTo(new CaseSplit(2).draw("x", cases(50), 0.2, 0.2));
    }

    @Test
    void theOrderOfTheCasesDoesNot() {
        List<String> reversed = cases(50).reversed();

        assertThat(new CaseSplit(1).draw("x", reversed, 0.2, 0.2))
                .isEqualTo(new CaseSplit(1).draw("x", cases(50), 0.2, 0.2));
    }

    @Test
    void imagesOfOneCaseAreOneCase() {
        List<String> repeated = Collections.nCopies(20, "patient");

        assertThat(new CaseSplit(1).draw("x", repeated, 0, 0)).isEqualTo(Map.of("patient", Split.TRAIN));
        assertThat(Refused.message(() -> new CaseSplit(1).draw("x", repeated, 0.2, 0.2)))
                .isEqualTo("x: holds 1 case, the split needs at least 3; set a share of 0 or bring more images");
    }

    @Property
    void everyShareAboveZeroGetsAtLeastOneCase(
            @ForAll @IntRange(min = 3, max = 40) int size,
            @ForAll @DoubleRange(max = 0.9) double validation,
            @ForAll @DoubleRange(max = 0.9) double test) {
        Assume.that(validation + test < 1);
        EnumSet<Split> wanted = EnumSet.of(Split.TRAIN);
        if (validation > 0) {
            wanted.add(Split.VALIDATION);
        }
        if (test > 0) {
            wanted.add(Split.TEST);
        }

        assertThat(counts(new CaseSplit(3).draw("x", cases(size), validation, test)).keySet()).isEqualTo(wanted);
    }

    @Test
    void aCaseOnBothSidesOfASplitIsRefused() {
        List<Item> items = List.of(new Item("a", "patient-7", Split.TRAIN), new Item("b", "patient-7", Split.TEST));

        assertThat(Refused.message(() -> CaseSplit.requireSeparate("data", items)))
                .isEqualTo("data at case patient-7: stands in both training and test; a case belongs to one split, or"
                        + " the test would know what was trained on");
    }

    @Test
    void anImageThatStandsTwiceIsRefused() {
        Item item = new Item("a", "a", Split.TRAIN);

        assertThat(Refused.message(() -> CaseSplit.requireSeparate("data", List.of(item, item))))
                .isEqualTo("data at image a: stands twice; ids are unique");
    }

    private static List<String> cases(int count) {
        return IntStream.range(0, count).mapToObj(index -> "case-" + index).toList();
    }

    private static Map<Split, Long> counts(Map<String, Split> splits) {
        return splits.values().stream().collect(Collectors.groupingBy(split -> split, Collectors.counting()));
    }
}
