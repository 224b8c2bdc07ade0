package consilium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

    @Test
    void whatLiesAtTheBottomIsTold() {
        Exception bottom = new IllegalStateException("no space left");
        assertThat(RootCause.of(new RuntimeException("did not start", bottom))).isEqualTo("no space left");
    }

    @Test
    void theLineAfterAHeadingIsToldToo() {
        Exception validation = new IllegalStateException(
                "Validate failed\n\n  Migration checksum mismatch for migration version 30\n-> Applied: 1\n-> Resolved: 2");
        assertThat(RootCause.of(validation))
                .isEqualTo("Validate failed: Migration checksum mismatch for migration version 30");
    }

    @Test
    void whatSaysNothingIsNamed() {
        assertThat(RootCause.of(new IllegalStateException(" "))).isEqualTo("IllegalStateException");
    }
}
