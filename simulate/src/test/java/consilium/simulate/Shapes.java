package consilium.simulate;

import consilium.kernel.image.LabelMap;
import java.util.Optional;

/// True shapes by formula.
final class Shapes {

    private Shapes() {}

    static LabelMap disk(int side, double x, double y, double radius) {
        return LabelMap.generate(side, side, pixel -> {
            double dx = pixel % side - x;
            double dy = (double) (pixel / side) - y;
            return dx * dx + dy * dy <= radius * radius ? 1 : 0;
        });
    }

    /// Pixels `left <= x < right`, `top <= y < bottom`.
    static LabelMap bar(int side, int left, int top, int right, int bottom) {
        return LabelMap.generate(side, side, pixel -> {
            int x = pixel % side;
            int y = pixel / side;
            return x >= left && x < right && y >= top && y < bottom ? 1 : 0;
        });
    }

    /// Where at least one of the two is.
    static LabelMap union(LabelMap one, LabelMap other) {
        return LabelMap.generate(
                one.width(), one.height(), pixel -> one.at(pixel) != 0 || other.at(pixel) != 0 ? 1 : 0);
    }

    static double dice(LabelMap drawn, LabelMap truth) {
        Dice dice = new Dice();
        dice.add(drawn, truth, Optional.empty());
        return dice.mean();
    }
}
