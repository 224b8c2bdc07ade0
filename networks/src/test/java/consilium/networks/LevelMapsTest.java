package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelMapsTest {

    /// Foreground 0.9, 0.6, 0.3 and 0: of four maps, `u` = 1/8, 3/8, 5/8, 7/8, it is drawn where the background has at most
    /// `u`.
    @Test
    void foregroundIsDrawnInLevelSets() {
        byte[] maps = LevelMaps.of(new float[] {0.1f, 0.4f, 0.7f, 1, 0.9f, 0.6f, 0.3f, 0}, 2, 4, 4);

        assertThat(maps)
                .containsExactly(
                        1, 0, 0, 0,
                        1, 0, 0, 0,
                        1, 1, 0, 0,
                        1, 1, 1, 0);
    }

    @Test
    void everyAnnotatorsMapsFollowThoseOfTheOneBefore() {
        float[] said = {
                1, 0,
                0, 1,
                0, 0,

                0, 0.25f,
                0, 0.25f,
                1, 0.5f
        };

        assertThat(LevelMaps.of(said, 3, 2, 2))
                .containsExactly(
                        0, 1,
                        0, 1,

                        2, 1,
                        2, 2);
    }

    @Test
    void everyPixelKeepsItsProbabilities() {
        float[] said = {0.2f, 0.5f, 0.3f};

        byte[] maps = LevelMaps.of(said, 3, 1, 10);

        assertThat(maps).containsExactly(0, 0, 1, 1, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void noLevelsAreNoMaps() {
        assertThat(LevelMaps.of(new float[] {0.5f, 0.5f}, 2, 1, 0)).isEmpty();
    }
}
