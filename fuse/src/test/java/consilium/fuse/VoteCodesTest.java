package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VoteCodesTest {

    @Property(tries = 300)
    void everyPixelKeepsItsVotes(
            @ForAll @IntRange(min = 2, max = 256) int classes,
            @ForAll @IntRange(min = 1, max = 16) int annotators,
            @ForAll @IntRange(min = 1, max = 300) int pixels,
            @ForAll long seed) {
        assertLossless(votes(classes, annotators, pixels, seed));
    }

    @Test
    void allThreeFormsAreUsedAndLossless() {
        assertThat(assertLossless(votes(2, 8, 20_003, 1))).isInstanceOf(ByteCodes.class);
        assertThat(assertLossless(votes(4, 4, 20_003, 2))).isInstanceOf(ByteCodes.class);
        assertThat(assertLossless(votes(4, 7, 20_003, 3))).isInstanceOf(PairCodes.class);
        assertThat(assertLossless(votes(2, 16, 20_003, 4))).isInstanceOf(PairCodes.class);
        assertThat(assertLossless(votes(4, 7, 2_003, 5))).isInstanceOf(IndexCodes.class);
        assertThat(assertLossless(votes(4, 16, 20_003, 6))).isInstanceOf(IndexCodes.class);
        assertThat(assertLossless(votes(256, 3, 20_003, 7))).isInstanceOf(IndexCodes.class);
    }

    @Test
    void longRunsAreCountedWhole() {
        byte[] map = new byte[1_000_001];
        Arrays.fill(map, 300, 900_000, (byte) 1);
        VoteCodes codes = VoteCodes.of(new Votes(2, List.of(Optional.of(map), Optional.of(map))));

        assertThat(codes.size()).isEqualTo(2);
        assertThat(codes.count(0)).isEqualTo(100_301);
        assertThat(codes.count(1)).isEqualTo(899_700);
    }

    @Test
    void everyOneOfEightNeighboursIsCounted() {
        byte[] map = new byte[100_003];
        long[] expected = new long[16];
        for (int pixel = 0; pixel < map.length; pixel++) {
            map[pixel] = (byte) (pixel * 7 % 16);
            expected[map[pixel]]++;
        }
        VoteCodes codes = VoteCodes.of(new Votes(16, List.of(Optional.of(map))));

        for (int label = 0; label < 16; label++) {
            assertThat(codes.count(label)).isEqualTo(expected[label]);
        }
    }

    @Test
    void aVoteOutsideTheClassesIsRefused() {
        byte[] map = {0, 1, 2, 0};
        assertThatThrownBy(() -> new Fusion(new Votes(2, List.of(Optional.empty(), Optional.of(map)))))
                .hasMessage("labels lie below 2, annotator 1 gave pixel 2 label 2");
        byte[] none = new byte[8];
        for (int each = 0; each < 4; each++) {
            int annotator = each;
            byte[][] given = {none, none, none, none};
            given[annotator] = new byte[] {0, 0, 0, 0, 0, 0, 0, 4};
            assertThatThrownBy(() -> new Fusion(new Votes(3, Arrays.stream(given).map(Optional::of).toList())))
                    .hasMessage("labels lie below 3, annotator " + annotator + " gave pixel 7 label 4");
        }
        byte[] four = {0, 1, 2, 3};
        assertThatThrownBy(() -> new Fusion(new Votes(3, List.of(Optional.of(four)))))
                .hasMessage("labels lie below 3, annotator 0 gave pixel 3 label 3");
    }

    private static VoteCodes assertLossless(Votes votes) {
        VoteCodes codes = VoteCodes.of(votes);
        for (int pixel = 0; pixel < votes.pixels(); pixel++) {
            for (int n = 0; n < votes.present(); n++) {
                if (codes.vote(codes.pattern(pixel), n) != (votes.map(n)[pixel] & 0xff)) {
                    throw new AssertionError("pixel " + pixel + ", annotator " + n);
                }
            }
        }
        assertThat(LongStream.range(0, codes.size()).map(pattern -> codes.count((int) pattern)).sum())
                .isEqualTo(votes.pixels());
        assertPainted(votes, codes);
        return codes;
    }

    /// Every pixel gets its pattern's value, and what stood before and behind stays.
    private static void assertPainted(Votes votes, VoteCodes codes) {
        float[] values = new float[codes.size()];
        byte[] labels = new byte[codes.size()];
        for (int pattern = 0; pattern < values.length; pattern++) {
            values[pattern] = pattern + 0.5f;
            labels[pattern] = (byte) pattern;
        }
        float[] image = new float[votes.pixels() + 4];
        byte[] map = new byte[votes.pixels()];
        codes.paint(values, image, 3);
        codes.paint(labels, map);
        for (int pixel = 0; pixel < map.length; pixel++) {
            if (image[pixel + 3] != codes.pattern(pixel) + 0.5f || map[pixel] != (byte) codes.pattern(pixel)) {
                throw new AssertionError("pixel " + pixel);
            }
        }
        assertThat(image[2]).isZero();
        assertThat(image[image.length - 1]).isZero();
    }

    /// Neighbours that mostly agree, as in images.
    private static Votes votes(int classes, int annotators, int pixels, long seed) {
        Random random = new Random(seed);
        List<Optional<byte[]>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotators; annotator++) {
            byte[] map = new byte[pixels];
            int label = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                label = random.nextInt(20) == 0 ? random.nextInt(classes) : label;
                map[pixel] = (byte) label;
            }
            maps.add(Optional.of(map));
        }
        return new Votes(classes, maps);
    }
}
