package consilium.fuse;

import java.util.Optional;

/// One image's consensus: how probable each label is at each pixel, and which is the most probable.
public final class Fused {

    private final Canvas canvas;
    private final int pixels;
    private final int classes;
    private final double[] posterior;
    private final Optional<Estimate> estimate;

    /// @param posterior `[pattern * classes + label]`
    /// @param estimate  what was learned on the way
    Fused(Votes votes, Canvas canvas, double[] posterior, Optional<Estimate> estimate) {
        this.canvas = canvas;
        this.pixels = votes.pixels();
        this.classes = votes.classes();
        this.posterior = posterior;
        this.estimate = estimate;
    }

    /// What the method learned of the annotators; empty for a vote, which learns nothing.
    public Optional<Estimate> estimate() {
        return estimate;
    }

    /// Labels, background included.
    public int classes() {
        return classes;
    }

    public int pixels() {
        return pixels;
    }

    /// The probability of a label at one pixel.
    public double probability(int pixel, int label) {
        return posterior[canvas.pattern(pixel) * classes + label];
    }

    /// Fills a piece with the probability of one label at the pixels from `from` on, as exact as it was computed.
    ///
    /// @param count pixels, at most the length of the piece
    public void probability(int label, int from, double[] piece, int count) {
        double[] byPattern = new double[canvas.size()];
        for (int pattern = 0; pattern < byPattern.length; pattern++) {
            byPattern[pattern] = posterior[pattern * classes + label];
        }
        canvas.paint(byPattern, from, piece, count);
    }

    /// Writes the probability of one label at every pixel, the first to `image[from]`.
    public void probability(int label, float[] image, int from) {
        float[] byPattern = new float[canvas.size()];
        for (int pattern = 0; pattern < byPattern.length; pattern++) {
            byPattern[pattern] = (float) posterior[pattern * classes + label];
        }
        canvas.paint(byPattern, image, from);
    }

    /// `[classes, pixels]`; they sum to 1 over the classes.
    public float[] probabilities() {
        float[] image = new float[classes * pixels];
        for (int label = 0; label < classes; label++) {
            probability(label, image, label * pixels);
        }
        return image;
    }

    /// Writes every pixel's most probable label; a tie goes to the smallest.
    public void labels(byte[] image) {
        canvas.paint(Posterior.labels(posterior, classes), image);
    }

    /// Every pixel's most probable label; a tie goes to the smallest.
    public byte[] labels() {
        byte[] image = new byte[pixels];
        labels(image);
        return image;
    }
}
