package consilium.ingest.coco;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.ingest.coco.DrawnAnnotation.Size;
import consilium.ingest.coco.Region.Polygon;
import consilium.kernel.image.LabelMap;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PolygonFillTest {

    private static final Size SIZE = new Size(9, 7);

    @Test
    void aSquareOnPixelBordersCoversThePixelsWithin() {
        assertThat(fill(1, 1, 4, 1, 4, 4, 1, 4)).hasToString("""
                LabelMap 9 x 7
                .........
                .111.....
                .111.....
                .111.....
                .........
                .........
                .........""");
    }

    @Test
    void pixelsThatASideHalvesAreOutside() {
        assertThat(fill(0, 0, 6, 0, 0, 6)).hasToString("""
                LabelMap 9 x 7
                11111....
                1111.....
                111......
                11.......
                1........
                .........
                .........""");
    }

    @Test
    void whatLiesOutsideTheImageIsCutOff() {
        assertThat(fill(-4, -3, 20, -3, 20, 2, -4, 2).count(1)).isEqualTo(18);
        assertThat(fill(6, 5, 12, 5, 12, 12, 6, 12).count(1)).isEqualTo(6);
    }

    @Property
    void theDirectionOfTheCornersDoesNotMatter(@ForAll("corners") double[] corners) {
        double[] reversed = new double[corners.length];
        for (int index = 0; index < corners.length; index += 2) {
            reversed[index] = corners[corners.length - 2 - index];
            reversed[index + 1] = corners[corners.length - 1 - index];
        }
        assertThat(fill(reversed)).isEqualTo(fill(corners));
    }

    /// The oracle walks every point of every side and keeps a flag per pixel of the column-major image.
    @Property
    void theResultIsThatOfWalkingEveryPoint(@ForAll("corners") double[] corners) {
        assertThat(fill(corners)).isEqualTo(walked(corners));
    }

    @Provide
    Arbitrary<double[]> corners() {
        return Arbitraries.doubles().between(-8, 16).ofScale(1).array(double[].class).ofMinSize(6).ofMaxSize(16)
                .map(numbers -> java.util.Arrays.copyOf(numbers, numbers.length / 2 * 2));
    }

    private static LabelMap fill(double... corners) {
        byte[] labels = new byte[SIZE.width() * SIZE.height()];
        PolygonFill.paint(new Polygon(corners), labels, SIZE, (byte) 1);
        return new LabelMap(SIZE.width(), SIZE.height(), labels);
    }

    private static LabelMap walked(double[] corners) {
        List<int[]> points = new ArrayList<>();
        int count = corners.length / 2;
        for (int corner = 0; corner < count; corner++) {
            int next = (corner + 1) % count;
            walk(points, fine(corners[2 * corner]), fine(corners[2 * corner + 1]), fine(corners[2 * next]),
                    fine(corners[2 * next + 1]));
        }
        boolean[] changes = new boolean[SIZE.width() * SIZE.height() + 1];
        for (int index = 1; index < points.size(); index++) {
            int[] before = points.get(index - 1);
            int[] here = points.get(index);
            double x = (Math.min(before[0], here[0]) + 0.5) / 5 - 0.5;
            if (before[0] != here[0] && x == Math.floor(x) && x >= 0 && x <= SIZE.width() - 1) {
                double y = (Math.min(before[1], here[1]) + 0.5) / 5 - 0.5;
                double row = Math.ceil(Math.max(0, Math.min(SIZE.height(), y)));
                changes[(int) (x * SIZE.height() + row)] ^= true;
            }
        }
        byte[] labels = new byte[SIZE.width() * SIZE.height()];
        boolean inside = false;
        for (int index = 0; index < labels.length; index++) {
            inside ^= changes[index];
            labels[index % SIZE.height() * SIZE.width() + index / SIZE.height()] = (byte) (inside ? 1 : 0);
        }
        return new LabelMap(SIZE.width(), SIZE.height(), labels);
    }

    private static void walk(List<int[]> points, int fromX, int fromY, int toX, int toY) {
        int dx = Math.abs(toX - fromX);
        int dy = Math.abs(toY - fromY);
        boolean flat = dx >= dy;
        boolean turned = flat ? fromX > toX : fromY > toY;
        int startX = turned ? toX : fromX;
        int startY = turned ? toY : fromY;
        int endX = turned ? fromX : toX;
        int endY = turned ? fromY : toY;
        int length = flat ? dx : dy;
        double slope = length == 0 ? 0 : flat ? (double) (endY - startY) / dx : (double) (endX - startX) / dy;
        for (int step = 0; step <= length; step++) {
            int along = turned ? length - step : step;
            points.add(flat
                    ? new int[] {startX + along, (int) (startY + slope * along + 0.5)}
                    : new int[] {(int) (startX + slope * along + 0.5), startY + along});
        }
    }

    private static int fine(double coordinate) {
        return (int) (5 * coordinate + 0.5);
    }
}
