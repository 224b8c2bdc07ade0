package consilium.simulate;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes a part of a shape larger, as a lens over a random place of its skeleton would: Morpho-MNIST's swelling.
///
/// Within the radius `R` of the place `c`, what is seen at `r` is what lies at `c + (r - c) (|r - c| / R)^(strength - 1)`,
/// read between the pixels; beyond it nothing changes.
///
/// Source: Morpho-MNIST (Castro et al., JMLR 20, 2019), its swelling.
///
/// @param skeleton on which the place is drawn
/// @param radius   in fine pixels
/// @param strength 1 changes nothing
record Lens(Mask skeleton, double radius, double strength) {

    private static final double INSIDE = 0.5;

    Mask swollen(Mask shape, RandomGenerator random) {
        int[] places = IntStream.range(0, skeleton.size()).filter(skeleton::at).toArray();
        if (places.length == 0 || radius <= 0) {
            return shape;
        }
        int place = places[random.nextInt(places.length)];
        int centreX = place % shape.width();
        int centreY = place / shape.width();
        boolean[] inside = shape.copy();
        int reach = (int) Math.floor(radius);
        for (int y = Math.max(0, centreY - reach); y <= Math.min(shape.height() - 1, centreY + reach); y++) {
            for (int x = Math.max(0, centreX - reach); x <= Math.min(shape.width() - 1, centreX + reach); x++) {
                double distance = Math.sqrt((double) (x - centreX) * (x - centreX)
                        + (double) (y - centreY) * (y - centreY));
                if (distance <= radius) {
                    double nearer = StrictMath.pow(distance / radius, strength - 1);
                    inside[y * shape.width() + x] =
                            seen(shape, centreX + (x - centreX) * nearer, centreY + (y - centreY) * nearer);
                }
            }
        }
        return new Mask(shape.width(), shape.height(), inside);
    }

    /// Whether bilinear interpolation finds more inside than outside.
    private static boolean seen(Mask shape, double x, double y) {
        int left = (int) Math.floor(x);
        int above = (int) Math.floor(y);
        double right = x - left;
        double below = y - above;
        double sum = 0;
        sum += shape.at(left, above) ? (1 - right) * (1 - below) : 0;
        sum += shape.at(left + 1, above) ? right * (1 - below) : 0;
        sum += shape.at(left, above + 1) ? (1 - right) * below : 0;
        sum += shape.at(left + 1, above + 1) ? right * below : 0;
        return sum > INSIDE;
    }
}
