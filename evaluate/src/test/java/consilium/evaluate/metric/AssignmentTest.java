package consilium.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void theCheapestRowsGiveWayToEachOther() {
        double[][] cost = {{4, 1, 3}, {2, 0, 5}, {3, 2, 2}};

        assertThat(Assignment.cheapest(cost)).containsExactly(1, 0, 2);
    }

    @Test
    void columnsMayBeLeftOver() {
        assertThat(Assignment.cheapest(new double[][] {{9, 9, 1, 9}, {9, 9, 0, 2}})).containsExactly(2, 3);
    }

    @Test
    void rowsMayNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.cheapest(new double[][] {{1}, {2}}))
                .withMessageContaining("2 rows and 1 columns");
    }

    @Property(tries = 300)
    void noOtherAssignmentIsCheaper(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 0, max = 2) int more) {
        double[][] cost = costs(seed, rows, rows + more);
        int[] columns = Assignment.cheapest(cost);

        assertThat(Arrays.stream(columns).distinct().count()).isEqualTo(rows);
        assertThat(sum(cost, columns)).isCloseTo(cheapest(cost, 0, 0), within(1e-9));
    }

    @Property(tries = 20)
    void sixteenBySixteenIsNotWorseThanAnySwap(@ForAll long seed) {
        double[][] cost = costs(seed, 16, 16);
        int[] columns = Assignment.cheapest(cost);
        double sum = sum(cost, columns);

        for (int a = 0; a < 16; a++) {
            for (int b = 0; b < 16; b++) {
                int[] swapped = columns.clone();
                swapped[a] = columns[b];
                swapped[b] = columns[a];
                assertThat(sum(cost, swapped)).isGreaterThanOrEqualTo(sum - 1e-9);
            }
        }
    }

    /// Few different costs, so that there are many ties.
    private static double[][] costs(long seed, int rows, int columns) {
        Random random = new Random(seed);
        double[][] cost = new double[rows][columns];
        for (double[] row : cost) {
            Arrays.setAll(row, column -> random.nextInt(8) / 8.0 - 0.25);
        }
        return cost;
    }

    private static double sum(double[][] cost, int[] columns) {
        double sum = 0;
        for (int row = 0; row < cost.length; row++) {
            sum += cost[row][columns[row]];
        }
        return sum;
    }

    /// By trying every one.
    private static double cheapest(double[][] cost, int row, int taken) {
        if (row == cost.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int column = 0; column < cost[row].length; column++) {
            if ((taken & 1 << column) == 0) {
                best = Math.min(best, cost[row][column] + cheapest(cost, row + 1, taken | 1 << column));
            }
        }
        return best;
    }
}
