package consilium.fuse;

/// One image's consensus: how probable each label is at each pixel, and which is the most probable.
public final class Fused {

    private final VoteCodes codes;
    private final int pixels;
    private final int classes;
    private final double[] posterior;

    Fused(Votes votes, VoteCodes codes, double[] posterior) {
        this.codes = codes;
        this.pixels = votes.pixels();
        this.classes = votes.classes();
        this.posterior = posterior;
    }

    /// The probability of a label at one pixel.
    public double probability(int pixel, int label) {
        return posterior[codes.pattern(pixel) * classes + label];
    }

    /// Writes the probability of one label at every pixel, the first to `image[from]`.
    public void probability(int label, float[] image, int from) {
        float[] byPattern = new float[codes.size()];
        for (int pattern = 0; pattern < byPattern.length; pattern++) {
            byPattern[pattern] = (float) posterior[pattern * classes + label];
        }
        codes.paint(byPattern, image, from);
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
        codes.paint(Posterior.labels(posterior, classes), image);
    }

    /// Every pixel's most probable label; a tie goes to the smallest.
    public byte[] labels() {
        byte[] image = new byte[pixels];
        labels(image);
        return image;
    }
}
