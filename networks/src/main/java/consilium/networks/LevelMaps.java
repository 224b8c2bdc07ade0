package consilium.networks;

/// Label maps that an annotator may draw, each as likely as the next.
///
/// An annotator's doubt is seldom one of single pixels: who draws generously does so all around, and who overlooks a
/// lesion overlooks all of it. So the pixels of a map are drawn with one number for all, `u`: each gets the least label
/// up to which the probabilities sum to more than `u`, the inverse of their distribution. Of two classes these are the
/// level sets of the foreground's probability. Every pixel keeps the probabilities that are foretold of it, and the
/// pixels are as dependent as these allow: they are comonotonic (Dhaene et al., The Concept of
/// Comonotonicity, papers.ssrn.com/abstract=302322). Of several classes the order of the labels decides which of them give way to
/// which. Nothing is random: `u` takes the middles of equal parts of 0 to 1.
final class LevelMaps {

    private LevelMaps() {}

    /// @param said   `[annotators, classes, pixels]`, summing to 1 over the classes
    /// @param levels maps of each annotator
    /// @return labels `[annotators * levels, pixels]`, each annotator's after those of the one before
    static byte[] of(float[] said, int classes, int pixels, int levels) {
        int annotators = said.length / classes / pixels;
        byte[] labels = new byte[annotators * levels * pixels];
        for (int annotator = 0; annotator < annotators; annotator++) {
            for (int level = 0; level < levels; level++) {
                double u = (level + 0.5) / levels;
                int to = (annotator * levels + level) * pixels;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    labels[to + pixel] = (byte) label(said, annotator * classes * pixels + pixel, classes, pixels, u);
                }
            }
        }
        return labels;
    }

    private static int label(float[] said, int first, int classes, int pixels, double u) {
        double sum = 0;
        for (int label = 0; label < classes - 1; label++) {
            sum += said[first + label * pixels];
            if (sum > u) {
                return label;
            }
        }
        return classes - 1;
    }
}
