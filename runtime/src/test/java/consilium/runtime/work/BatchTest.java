package consilium.runtime.work;

import static org.apache.kafka.clients.consumer.AcknowledgeType.ACCEPT;
import static org.apache.kafka.clients.consumer.AcknowledgeType.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final ConsumerRecord<String, byte[]> first = message(1);
    private final ConsumerRecord<String, byte[]> second = message(2);
    private final ConsumerRecord<String, byte[]> third = message(3);
    private final Batch batch = Batch.oneByOne(List.of(first, second, third));

    @Test
    void everyMessageHasItsWordWhenAllAreDone() {
        batch.work(part -> List.of(part.contains(second) ? RELEASE : ACCEPT));
        assertThat(batch.messages()).containsExactly(first, second, third);
        assertThat(batch.words()).containsExactly(ACCEPT, RELEASE, ACCEPT);
        assertThat(batch.open()).isFalse();
    }

    @Test
    void whatWasNotBegunIsTakenBackAndNeverBegun() {
        batch.work(part -> {
            assertThat(batch.takeBack(Duration.ZERO)).containsExactly(second, third);
            return List.of(ACCEPT);
        });
        assertThat(batch.messages()).containsExactly(first);
        assertThat(batch.words()).containsExactly(ACCEPT);
        assertThat(batch.takeBack(Duration.ZERO)).isEmpty();
    }

    @Test
    void nothingIsTakenBackWhileWorkIsQuick() {
        batch.work(part -> {
            assertThat(batch.takeBack(Duration.ofMinutes(1))).isEmpty();
            return List.of(ACCEPT);
        });
        assertThat(batch.words()).containsExactly(ACCEPT, ACCEPT, ACCEPT);
    }

    @Test
    void whatFailedAndWhatLaysBehindItIsLetGo() {
        assertThatThrownBy(() -> batch.work(part -> {
            if (part.contains(second)) {
                throw new IllegalStateException("a bug");
            }
            return List.of(ACCEPT);
        })).isInstanceOf(IllegalStateException.class);
        assertThat(batch.messages()).containsExactly(first, second, third);
        assertThat(batch.words()).containsExactly(ACCEPT, RELEASE, RELEASE);
    }

    @Test
    void whatIsWorkedOnTogetherIsSettledTogether() {
        Batch all = Batch.together(List.of(first, second, third));
        all.work(part -> Collections.nCopies(part.size(), ACCEPT));
        assertThat(all.words()).containsExactly(ACCEPT, ACCEPT, ACCEPT);
    }

    private static ConsumerRecord<String, byte[]> message(long offset) {
        return new ConsumerRecord<>("topic", 0, offset, "key", new byte[0]);
    }
}
