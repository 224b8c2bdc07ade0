package consilium.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExecutionSpec.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StartTagsTest {

    @Test
    void stepsOfOneExperimentFollowEachOther() {
        StartTags tags = new StartTags(Map.of(), Map.of());

        assertThat(List.of(tags.next("a", Priority.NORMAL), tags.next("a", Priority.NORMAL))).containsExactly(0L, 1L);
    }

    @Test
    void whoeverComesNewIsPutWhereTheTurnsAre() {
        StartTags tags = new StartTags(Map.of(Priority.NORMAL, 40L), Map.of("sweep", 500L));

        assertThat(tags.next("new", Priority.NORMAL)).isEqualTo(40);
        assertThat(tags.next("sweep", Priority.NORMAL)).isEqualTo(501);
    }

    @Test
    void whoeverHadNoStepForLongHasSavedUpNoTurns() {
        StartTags tags = new StartTags(Map.of(Priority.NORMAL, 40L), Map.of("slow", 3L));

        assertThat(List.of(tags.next("slow", Priority.NORMAL), tags.next("slow", Priority.NORMAL)))
                .containsExactly(40L, 41L);
    }

    @Test
    void thePrioritiesAreLinesOfTheirOwn() {
        StartTags tags = new StartTags(Map.of(Priority.URGENT, 90L), Map.of());

        assertThat(tags.next("normal", Priority.NORMAL)).isZero();
    }

    /// Whoever comes first and however many there are: in the order of the tags no experiment is ever two steps ahead of
    /// another that still has one.
    @Property
    void experimentsTakeTurns(@ForAll @Size(min = 1, max = 60) List<@IntRange(max = 5) Integer> arrivals) {
        StartTags tags = new StartTags(Map.of(), Map.of());
        record Tagged(int experiment, long tag) {}
        List<Tagged> steps = new ArrayList<>();
        arrivals.forEach(from -> steps.add(new Tagged(from, tags.next("e" + from, Priority.NORMAL))));
        steps.sort(Comparator.comparingLong(Tagged::tag));
        int[] left = new int[6];
        arrivals.forEach(from -> left[from]++);
        int[] done = new int[6];
        for (Tagged step : steps) {
            done[step.experiment()]++;
            left[step.experiment()]--;
            for (int other = 0; other < 6; other++) {
                assertThat(left[other] == 0 || done[step.experiment()] <= done[other] + 1).isTrue();
            }
        }
    }
}
