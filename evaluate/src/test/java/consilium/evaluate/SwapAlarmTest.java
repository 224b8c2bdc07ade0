package consilium.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.evaluate.metric.Maps;
import consilium.kernel.image.LabelMap;
import org.junit.jupiter.api.Test;

class SwapAlarmTest {

    @Test
    void exchangedNamesRing() {
        assertThat(rings(Maps.of("..11"), Maps.of("11.."))).isTrue();
        assertThat(rings(Maps.of("2211.."), Maps.of("1122.."))).isTrue();
    }

    @Test
    void aNetworkThatSaysNothingIsNotSwappedHoweverLargeTheForeground() {
        assertThat(rings(Maps.of("...."), Maps.of("111."))).isFalse();
    }

    @Test
    void ordinaryMistakesDoNotRing() {
        assertThat(rings(Maps.of("111..."), Maps.of("11.1.."))).isFalse();
    }

    private static boolean rings(LabelMap said, LabelMap truth) {
        SwapAlarm alarm = new SwapAlarm(3);
        alarm.add(said, truth);
        return alarm.rings();
    }
}
