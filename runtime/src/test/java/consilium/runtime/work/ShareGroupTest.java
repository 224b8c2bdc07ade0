package consilium.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.kafka.Broker;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import consilium.runtime.testing.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Groups of their own, started and stopped by the test; two of one name stand for two processes.
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ShareGroupTest {

    private static final Duration LOCK = Duration.ofSeconds(3);

    @Inject
    Topics topics;

    @Inject
    Broker broker;

    @Inject
    Publisher publisher;

    @Inject
    CloudEvents events;

    @Inject
    DeadLetters dead;

    @Inject
    WorkSettings settings;

    @Inject
    Meters meters;

    @Test
    void workerThatStopsLeavesItsMessageToAnother() throws InterruptedException {
        broker.prepare(List.of("stopping"));
        tell("left-behind");
        CountDownLatch begun = new CountDownLatch(1);
        Closing closing = new Closing();
        ShareGroup first = group("stopping", closing, event -> {
            begun.countDown();
            sleep(Duration.ofMinutes(1));
        });
        first.start();
        begun.await();
        closing.begin();
        first.stop();
        first.awaitStopped();

        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        ShareGroup second = group("stopping", new Closing(), event -> seen.add(event.experiment()));
        second.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains("left-behind"));
        second.stop();
        second.awaitStopped();

        assertThat(first.alive()).isTrue();
    }

    @Test
    void anotherProcessTakesWhatLiesBehindLongWork() throws InterruptedException {
        broker.prepare(List.of("sharing"));
        CountDownLatch bothAtOnce = new CountDownLatch(2);
        Consumer<Event> meeting = event -> {
            bothAtOnce.countDown();
            try {
                bothAtOnce.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<ShareGroup> processes =
                List.of(group("sharing", new Closing(), meeting), group("sharing", new Closing(), meeting));
        processes.forEach(ShareGroup::start);
        tell("one");
        tell("two");

        assertThat(bothAtOnce.await(30, TimeUnit.SECONDS)).isTrue();
        processes.forEach(ShareGroup::stop);
        for (ShareGroup process : processes) {
            process.awaitStopped();
        }
    }

    @Test
    void whatWasTakenTogetherIsLetGoWhenTheFirstOfItTakesLong() throws InterruptedException {
        broker.prepare(List.of("hurrying"));
        CountDownLatch end = new CountDownLatch(1);
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        Consumer<Event> work = event -> {
            if (event.experiment().equals("long")) {
                awaitQuietly(end);
            }
            done.add(event.experiment());
        };
        ShareGroup process = group("hurrying", new Closing(), work);
        process.start();
        IntStream.range(0, 150).forEach(i -> tell("quick-" + i));
        await().atMost(Duration.ofSeconds(60)).until(() -> done.size() == 150);

        tell("long");
        IntStream.range(0, 10).forEach(i -> tell("behind-" + i));
        ShareGroup another = group("hurrying", new Closing(), work);
        another.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> done.size() == 160);
        assertThat(done).doesNotContain("long").doesNotHaveDuplicates();

        end.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> done.contains("long"));
        for (ShareGroup each : List.of(process, another)) {
            each.stop();
            each.awaitStopped();
        }
        assertThat(done).doesNotHaveDuplicates();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ShareGroup group(String group, Closing closing, Consumer<Event> work) {
        EventHandler handler = new EventHandler() {
            @Override
            public String group() {
                return group;
            }

            @Override
            public Set<Fact> facts() {
                return Set.of(Fact.EXPERIMENT_REQUESTED, Fact.EXPERIMENT_COMPLETED);
            }

            @Override
            public void on(Event event) {
                work.accept(event);
            }
        };
        Delivery delivery = new Delivery(handler, events, dead, settings, closing, meters, broker.deliveries());
        return new ShareGroup(topics, handler, 1, delivery, LOCK);
    }

    private void tell(String experiment) {
        publisher.tell(new Event.ExperimentRequested(experiment, Map.of(), Optional.empty()));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
