package consilium.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import consilium.kernel.image.LabelMap;
import org.junit.jupiter.api.Test;

class ClassAgreementTest {

    @Test
    void agreementIsDiceOfTheForeground() {
        ClassAgreement agreement = agreement(2, map(1, 1, 0, 0), map(1, 0, 0, 0));

        assertThat(agreement.agreement()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(agreement.swapped()).isFalse();
    }

    @Test
    void exchangedClassesRaiseTheAlarm() {
        assertThat(agreement(2, map(0, 1, 1, 1), map(1, 0, 0, 0)).swapped()).isTrue();
    }

    @Test
    void exchangeAmongSeveralClassesRaisesTheAlarm() {
        assertThat(agreement(4, map(0, 0, 2, 1, 3, 3), map(0, 0, 1, 2, 3, 3)).swapped()).isTrue();
        assertThat(agreement(4, map(0, 2, 3, 1), map(0, 1, 2, 3)).swapped()).isTrue();
        assertThat(agreement(4, map(0, 1, 2, 3), map(0, 1, 2, 3)).swapped()).isFalse();
    }

    @Test
    void predictionOfBackgroundAloneIsNoExchange() {
        assertThat(agreement(2, map(0, 0, 0, 0), map(0, 0, 0, 0)).agreement()).isEqualTo(1);
        assertThat(agreement(2, map(0, 0, 0, 0), map(0, 0, 0, 0)).swapped()).isFalse();
    }

    private static ClassAgreement agreement(int classes, LabelMap predicted, LabelMap consensus) {
        ClassAgreement agreement = new ClassAgreement(classes);
        agreement.add(predicted, consensus);
        return agreement;
    }

    private static LabelMap map(int... labels) {
        return LabelMap.generate(labels.length, 1, pixel -> labels[pixel]);
    }
}
