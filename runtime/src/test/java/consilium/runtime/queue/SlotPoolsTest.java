package consilium.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.plan.StageName;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotPoolsTest {

    @Test
    void aStageWithoutAPoolIsNotLimited() {
        SlotPools pools = pools(Map.of("consilium.queue.slots.fuse", "4"));

        assertThat(pools.limits(StageName.TRAIN)).isFalse();
        assertThat(pools.full(StageName.TRAIN, Map.of(StageName.TRAIN, 1000))).isEmpty();
    }

    @Test
    void theStagesOwnPoolIsFullWhenSoManyAreAtWork() {
        SlotPools pools = pools(Map.of("consilium.queue.slots.fuse", "4"));

        assertThat(pools.limits(StageName.FUSE)).isTrue();
        assertThat(pools.full(StageName.FUSE, Map.of(StageName.FUSE, 3))).isEmpty();
        assertThat(pools.full(StageName.FUSE, Map.of(StageName.FUSE, 4)))
                .contains(new SlotPools.Pool("fuse", 4, 4));
    }

    @Test
    void stagesShareANamedPool() {
        SlotPools pools = pools(Map.of(
                "consilium.queue.slots.gpu", "2",
                "consilium.queue.slots.train", "5",
                "consilium.train.takes", "gpu",
                "consilium.deploy.takes", "gpu"));

        assertThat(pools.full(StageName.TRAIN, Map.of(StageName.TRAIN, 1))).isEmpty();
        assertThat(pools.full(StageName.TRAIN, Map.of(StageName.TRAIN, 1, StageName.DEPLOY, 1)))
                .contains(new SlotPools.Pool("gpu", 2, 2));
    }

    @Test
    void aPoolWithoutSizeIsRefused() {
        assertThatThrownBy(() -> pools(Map.of("consilium.train.takes", "gpu")))
                .hasMessageContaining("consilium.train.takes")
                .hasMessageContaining("consilium.queue.slots.gpu is not set");
    }

    @Test
    void aPoolThatNobodyTakesFromIsRefused() {
        assertThatThrownBy(() -> pools(Map.of("consilium.queue.slots.fuze", "4")))
                .hasMessageContaining("consilium.queue.slots.fuze")
                .hasMessageContaining("no stage takes from");
    }

    @Test
    void aPoolHasAtLeastOneSlot() {
        assertThatThrownBy(() -> pools(Map.of("consilium.queue.slots.fuse", "0")))
                .hasMessageContaining("must be at least 1, was 0");
    }

    private static SlotPools pools(Map<String, String> settings) {
        return new SlotPools(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }
}
