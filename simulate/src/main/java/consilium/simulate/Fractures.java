package consilium.simulate;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Cuts across a shape, at random places of its skeleton and at right angles to it.
///
/// Places lie at least 2 pixels from the skeleton's ends and forks, where there are such places. A cut runs to half a
/// pixel beyond the boundary on both sides and is erased with a round brush.
///
/// Source: Morpho-MNIST (Castro et al., JMLR 20, 2019), its fracture; its reference implementation draws the cut
/// about one pixel up and left of the place, which is put right here.
final class Fractures {

    private static final double PRUNE = 2.0 * Resampling.FACTOR;
    private static final double BEYOND = 0.5 * Resampling.FACTOR;
    private static final int WINDOW = 2 * Resampling.FACTOR;

    private final Mask skeleton;
    private final int[] depth;
    private final int[] places;

    /// @param depth squared distance of each pixel to the background
    Fractures(Mask skeleton, int[] depth) {
        this.skeleton = skeleton;
        this.depth = depth;
        int[] all = IntStream.range(0, skeleton.size()).filter(skeleton::at).toArray();
        int[] inner = inner(all);
        this.places = inner.length > 0 ? inner : all;
    }

    private int[] inner(int[] all) {
        int[] special = Arrays.stream(all).filter(this::endOrFork).toArray();
        return Arrays.stream(all)
                .filter(pixel -> Arrays.stream(special).noneMatch(other -> near(pixel, other)))
                .toArray();
    }

    private boolean endOrFork(int pixel) {
        int neighbours = Integer.bitCount(Skeleton.neighbours(skeleton, pixel));
        return neighbours <= 1 || neighbours >= 3;
    }

    private boolean near(int pixel, int other) {
        int dx = pixel % skeleton.width() - other % skeleton.width();
        int dy = pixel / skeleton.width() - other / skeleton.width();
        return dx * dx + dy * dy <= PRUNE * PRUNE;
    }

    /// The shape with cuts.
    ///
    /// @param shape     of which the skeleton is, or one grown from it
    /// @param count     how many cuts; places are drawn anew each time, so two may coincide
    /// @param thickness of a cut, coarse pixels; 0 cuts nothing
    /// @param grown     how far the shape has been grown, fine pixels, by which the cuts are longer
    Mask cut(Mask shape, int count, double thickness, int grown, RandomGenerator random) {
        boolean[] inside = shape.copy();
        double brush = Math.ceil((thickness * Resampling.FACTOR - 1) / 2);
        for (int cut = 0; cut < count && thickness > 0 && places.length > 0; cut++) {
            int place = places[random.nextInt(places.length)];
            double[] along = direction(place, random);
            erase(inside, place, along, Math.sqrt(depth[place]) + BEYOND + grown, brush);
        }
        return new Mask(shape.width(), shape.height(), inside);
    }

    /// Erases all within `brush` of the line through `place` at right angles to `along`, `length` long to either side.
    private void erase(boolean[] inside, int place, double[] along, double length, double brush) {
        int width = skeleton.width();
        int centreX = place % width;
        int centreY = place / width;
        int reach = (int) Math.ceil(length + brush);
        for (int y = Math.max(0, centreY - reach); y <= Math.min(skeleton.height() - 1, centreY + reach); y++) {
            for (int x = Math.max(0, centreX - reach); x <= Math.min(width - 1, centreX + reach); x++) {
                double dx = x - centreX;
                double dy = y - centreY;
                double across = Math.max(-length, Math.min(length, dy * along[0] - dx * along[1]));
                double offX = dx + across * along[1];
                double offY = dy - across * along[0];
                if (offX * offX + offY * offY <= brush * brush) {
                    inside[y * width + x] = false;
                }
            }
        }
    }

    /// The unit vector along which the skeleton runs at the place: the larger axis of its second moments in a window;
    /// a random one where it runs nowhere: of a disk's it is a pixel or two that say nothing.
    private double[] direction(int place, RandomGenerator random) {
        int centreX = place % skeleton.width();
        int centreY = place / skeleton.width();
        Moments moments = new Moments();
        for (int dy = -WINDOW; dy <= WINDOW; dy++) {
            for (int dx = -WINDOW; dx <= WINDOW; dx++) {
                if (skeleton.at(centreX + dx, centreY + dy)) {
                    moments.add(dx, dy);
                }
            }
        }
        double[] axis = moments.count() < Resampling.FACTOR ? new double[2] : moments.axis();
        while (axis[0] * axis[0] + axis[1] * axis[1] == 0) {
            axis = new double[] {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
        }
        double length = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1]);
        return new double[] {axis[0] / length, axis[1] / length};
    }
}
