package consilium.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExecutionSpec.Priority;
import consilium.runtime.queue.Backlog.Arrival;
import consilium.runtime.queue.Backlog.Queued;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void ofManyExperimentsWithOneStepEachNobodyIsOvertaken() {
        List<Arrival> arrived = IntStream.range(0, 500).mapToObj(i -> normal("run-" + i)).toList();

        assertThat(overtaken(List.of(), arrived)).isZero();
        assertThat(new Backlog(List.of()).single(arrived)).isTrue();
    }

    /// Each would end as late if they took turns.
    @Test
    void ofManyExperimentsWithAsManyStepsEachNobodyIsOvertaken() {
        List<Arrival> arrived = IntStream.range(0, 40).mapToObj(i -> normal("run-" + i / 4)).toList();

        assertThat(overtaken(List.of(), arrived)).isZero();
        assertThat(new Backlog(List.of()).single(arrived)).isFalse();
    }

    @Test
    void aSingleRunBehindAnExperimentWithManyStepsWouldBeSecond() {
        assertThat(overtaken(List.of(), with(many("sweep", 500), normal("single")))).isEqualTo(499);
    }

    @Test
    void whatIsInTheQueueIsBeforeWhatIsInTheTopics() {
        assertThat(overtaken(List.of(new Queued("sweep", Priority.NORMAL, 500)), List.of(normal("single"))))
                .isEqualTo(499);
        assertThat(overtaken(List.of(new Queued("sweep", Priority.NORMAL, 500)), many("sweep", 20))).isZero();
    }

    @Test
    void anUrgentStepWouldBeBeforeAllOthers() {
        List<Arrival> sweep = IntStream.range(0, 40).mapToObj(i -> normal("run-" + i)).toList();

        assertThat(overtaken(List.of(), with(sweep, new Arrival("urgent", Priority.URGENT)))).isEqualTo(40);
        assertThat(overtaken(List.of(), with(sweep, new Arrival("low", Priority.LOW)))).isZero();
    }

    @Test
    void anExperimentThatComesAgainIsNotSingle() {
        assertThat(new Backlog(List.of(new Queued("one", Priority.NORMAL, 1))).single(List.of(normal("one"))))
                .isFalse();
        assertThat(new Backlog(List.of(new Queued("one", Priority.NORMAL, 2))).single(List.of())).isFalse();
    }

    /// Straight from the definition: of each experiment's last step, all in front of it less those that turns would leave
    /// there.
    @Property
    void agreesWithCountingOneByOne(@ForAll("backlogs") List<Arrival> arrived) {
        long slow = 0;
        for (int last = 0; last < arrived.size(); last++) {
            Arrival step = arrived.get(last);
            List<Arrival> front = arrived.subList(0, last + 1);
            if (!arrived.subList(last + 1, arrived.size()).contains(step)) {
                int own = Collections.frequency(front, step);
                long lessUrgent = front.stream().filter(o -> o.priority().compareTo(step.priority()) > 0).count();
                long more = front.stream().distinct().filter(o -> o.priority() == step.priority())
                        .mapToLong(o -> Math.max(0, Collections.frequency(front, o) - own))
                        .sum();
                slow = Math.max(slow, lessUrgent + more);
            }
        }
        assertThat(overtaken(List.of(), arrived)).isEqualTo(slow);
    }

    /// An experiment has one priority.
    @Provide
    Arbitrary<List<Arrival>> backlogs() {
        return Combinators.combine(Arbitraries.of(Priority.values()), Arbitraries.integers().between(0, 3))
                .as((priority, number) -> new Arrival(priority + "-" + number, priority))
                .list()
                .ofMaxSize(40);
    }

    private static long overtaken(List<Queued> queued, List<Arrival> arrived) {
        return new Backlog(queued).overtaken(arrived);
    }

    private static List<Arrival> many(String experiment, int steps) {
        return Collections.nCopies(steps, normal(experiment));
    }

    private static List<Arrival> with(List<Arrival> steps, Arrival last) {
        return Stream.concat(steps.stream(), Stream.of(last)).collect(ArrayList::new, List::add, List::addAll);
    }

    private static Arrival normal(String experiment) {
        return new Arrival(experiment, Priority.NORMAL);
    }
}
