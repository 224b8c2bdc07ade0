package consilium.evaluate.metric;

/// How much the annotators of an image agree, compared with the other images: the third in which the mean IoU of every
/// two of their maps lies.
///
/// The paper's definition names the groups, not the bounds; tertiles of the images that are compared are ours. An
/// image that lies on a bound belongs below it, so images that agree equally are in one group, and a group may be
/// empty.
public enum Consensus {
    LOW,
    MEDIUM,
    HIGH;

    /// @param lower third of all images, by linear interpolation
    /// @param upper two thirds of all images
    public record Bounds(double lower, double upper) {

        public Bounds {
            if (!(lower <= upper)) {
                throw new IllegalArgumentException(
                        "the lower bound is at most the upper, were " + lower + " and " + upper);
            }
        }

        /// @param sorted every image's mean IoU, ascending, at least one
        public static Bounds tertiles(double[] sorted) {
            return new Bounds(Quantile.of(sorted, 1.0 / 3), Quantile.of(sorted, 2.0 / 3));
        }

        public Consensus of(double iou) {
            if (iou <= lower) {
                return LOW;
            }
            return iou <= upper ? MEDIUM : HIGH;
        }
    }
}
