package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.image.LabelMap;
import consilium.networks.Images;
import consilium.networks.Targets;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Joins the planes of several images into the one row of numbers a network takes. They are read for each step anew:
/// a data set may be larger than memory, and reading is a thousandth of the step.
final class Planes {

    private Planes() {}

    static Images images(ImageSet set, List<Pick> picks) {
        float[] values = joined(picks, pick -> set.image(pick.item()), set.height(), set.width());
        return new Images(picks.size(), set.channels(), set.height(), set.width(), values);
    }

    /// @param probabilities of an item, `[classes, height, width]`
    static Targets soft(List<Pick> picks, int height, int width, IntFunction<float[]> probabilities) {
        return new Targets.Soft(
                picks.size(), joined(picks, pick -> probabilities.apply(pick.item()), height, width));
    }

    /// 1 at the label of each pixel, else 0: `[classes, height, width]`.
    static float[] hard(LabelMap map, int classes) {
        float[] planes = new float[classes * map.size()];
        for (int pixel = 0; pixel < map.size(); pixel++) {
            planes[map.at(pixel) * map.size() + pixel] = 1;
        }
        return planes;
    }

    /// The picks' planes one after the other, each as it is shown.
    ///
    /// @param planes of a pick, as they are
    static float[] joined(List<Pick> picks, Function<Pick, float[]> planes, int height, int width) {
        float[] joined = new float[0];
        for (int index = 0; index < picks.size(); index++) {
            Pick pick = picks.get(index);
            float[] own = pick.shown().apply(planes.apply(pick), height, width);
            if (index == 0) {
                joined = new float[picks.size() * own.length];
            }
            System.arraycopy(own, 0, joined, index * own.length, own.length);
        }
        return joined;
    }
}
