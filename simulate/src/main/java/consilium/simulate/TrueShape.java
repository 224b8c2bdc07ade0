package consilium.simulate;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.AnnotatorSpec;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One image's true shape, and what each simulated annotator draws instead.
///
/// The operations are those of Morpho-MNIST (Castro et al., JMLR 20, 2019; the five annotators: section 4 of the
/// paper), on a grid four times finer than the image. Every label but background is the shape. With `D` the mean
/// distance to the background over the shape's skeleton, half the mean thickness:
/// - *good* draws the truth, *blank* nothing;
/// - *over* dilates by a disk of radius `floor(amount * D)` fine pixels, *under* erodes by it. Beyond the image's edge
///   the shape goes on. What over draws holds the truth, and the truth holds what under draws, exactly: reading a
///   shape back from the finer grid may move a pixel of the boundary, and that may not make a mistake of its own;
/// - *swelling* looks at a part of it through a lens (see [Lens]);
/// - *wrong* dilates likewise and cuts the result (see [Fractures]). Morpho-MNIST's order, to cut first, would have the
///   dilation close most cuts again; here a cut is as wide as the spec says in the map that comes out.
///
/// Where there is no shape, or nothing but shape, there is no boundary to misplace: all but blank draw the truth.
final class TrueShape {

    private final LabelMap truth;
    private @Nullable Fine fine;

    TrueShape(LabelMap truth) {
        this.truth = LabelMap.generate(truth.width(), truth.height(), pixel -> truth.at(pixel) == 0 ? 0 : 1);
    }

    /// The shape, label 1.
    LabelMap truth() {
        return truth;
    }

    /// @param random decides where *wrong* cuts and *swelling* swells; the others draw nothing from it
    LabelMap drawnBy(AnnotatorSpec annotator, RandomGenerator random) {
        return switch (annotator) {
            case AnnotatorSpec.Good good -> truth;
            case AnnotatorSpec.Blank blank -> LabelMap.background(truth.width(), truth.height());
            case AnnotatorSpec.Over over -> plain() ? truth : thickened(over.amount());
            case AnnotatorSpec.Under under -> plain() ? truth : thinned(under.amount());
            case AnnotatorSpec.Wrong wrong -> plain() ? truth : fractured(wrong, random);
            case AnnotatorSpec.Swelling swelling -> plain() ? truth : swollen(swelling, random);
            case AnnotatorSpec.Confusion confusion ->
                throw new IllegalArgumentException("a confusion matrix knows classes, not shapes");
        };
    }

    private boolean plain() {
        int inside = truth.count(1);
        return inside == 0 || inside == truth.size();
    }

    private LabelMap thickened(double amount) {
        Mask grown = fine().dilated(fine().radius(amount));
        LabelMap drawn = Resampling.reduce(grown);
        return select(pixel -> drawn.at(pixel) != 0 || truth.at(pixel) != 0);
    }

    private LabelMap thinned(double amount) {
        Mask shrunk = fine().eroded(fine().radius(amount));
        LabelMap drawn = Resampling.reduce(shrunk);
        return select(pixel -> drawn.at(pixel) != 0 && truth.at(pixel) != 0);
    }

    private LabelMap fractured(AnnotatorSpec.Wrong wrong, RandomGenerator random) {
        int radius = fine().radius(wrong.amount());
        Mask cut = fine().fractures()
                .cut(fine().dilated(radius), wrong.fractures(), wrong.thickness(), radius, random);
        return Resampling.reduce(cut);
    }

    private LabelMap swollen(AnnotatorSpec.Swelling swelling, RandomGenerator random) {
        return Resampling.reduce(fine().lens(swelling).swollen(fine().shape, random));
    }

    private LabelMap select(IntPredicate inside) {
        return LabelMap.generate(truth.width(), truth.height(), pixel -> inside.test(pixel) ? 1 : 0);
    }

    private Fine fine() {
        Fine made = fine;
        if (made == null) {
            made = new Fine(Resampling.enlarge(truth));
            fine = made;
        }
        return made;
    }

    /// The shape on the finer grid, with its distances.
    private static final class Fine {

        private final Mask shape;
        /// Squared distance to the background.
        private final int[] depth;
        /// Squared distance to the shape.
        private final int[] reach;
        private final Mask skeleton;
        private final double meanDepth;

        Fine(Mask shape) {
            this.shape = shape;
            this.depth = DistanceTransform.squared(shape.inverted());
            this.reach = DistanceTransform.squared(shape);
            this.skeleton = Skeleton.of(shape, depth);
            double sum = 0;
            for (int pixel = 0; pixel < depth.length; pixel++) {
                sum += skeleton.at(pixel) ? Math.sqrt(depth[pixel]) : 0;
            }
            this.meanDepth = sum / Math.max(1, skeleton.count());
        }

        /// No more than reaches across the whole grid.
        int radius(double amount) {
            return (int) Math.min(amount * meanDepth, shape.width() + shape.height());
        }

        Mask dilated(int radius) {
            return select(pixel -> reach[pixel] <= radius * radius);
        }

        Mask eroded(int radius) {
            return select(pixel -> shape.at(pixel) && depth[pixel] > radius * radius);
        }

        private Mask select(IntPredicate inside) {
            boolean[] selected = new boolean[shape.size()];
            for (int pixel = 0; pixel < selected.length; pixel++) {
                selected[pixel] = inside.test(pixel);
            }
            return new Mask(shape.width(), shape.height(), selected);
        }

        Fractures fractures() {
            return new Fractures(skeleton, depth);
        }

        /// Morpho-MNIST's radius: that of the spec by half the root of the mean thickness in coarse pixels.
        Lens lens(AnnotatorSpec.Swelling swelling) {
            double thickness = 2 * meanDepth / Resampling.FACTOR;
            double radius = swelling.radius() * Math.sqrt(thickness) / 2 * Resampling.FACTOR;
            return new Lens(skeleton, radius, swelling.strength());
        }
    }
}
