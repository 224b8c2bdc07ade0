package consilium.train;

import consilium.kernel.image.LabelMap;

/// Dice of two masks' foregrounds, for tests.
final class Masks {

    private Masks() {}

    static double dice(LabelMap one, LabelMap other) {
        int both = 0;
        for (int pixel = 0; pixel < one.size(); pixel++) {
            both += one.at(pixel) * other.at(pixel);
        }
        return 2.0 * both / (one.count(1) + other.count(1));
    }
}
