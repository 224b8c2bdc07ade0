package consilium.ingest.prepare;

import consilium.kernel.spec.PreprocessingSpec.ZScore.Over;

/// Mean and standard deviation of each channel over any number of images, in one pass.
///
/// Source: the pairwise update of Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing
/// sample variances", 1979: each image's own moments are joined to those before it, in order.
final class Moments {

    private final Over over;
    private long[] counts = new long[0];
    private double[] means = new double[0];
    private double[] squares = new double[0];

    Moments(Over over) {
        this.over = over;
    }

    void add(Image image) {
        if (counts.length == 0) {
            counts = new long[image.channels()];
            means = new double[image.channels()];
            squares = new double[image.channels()];
        }
        if (counts.length != image.channels()) {
            throw new IllegalArgumentException(
                    "the images before have " + counts.length + " channels, this one " + image.channels());
        }
        for (int channel = 0; channel < counts.length; channel++) {
            add(channel, image);
        }
    }

    /// The image with every channel at mean 0 and standard deviation 1 over all images added.
    Image normalised(Image image) {
        float[] values = new float[image.values().length];
        for (int index = 0; index < values.length; index++) {
            float value = image.values()[index];
            values[index] = counts(value) ? normalised(value, index / image.pixels()) : 0;
        }
        return new Image(image.channels(), image.height(), image.width(), values, image.spacing());
    }

    private float normalised(float value, int channel) {
        double deviation = Math.sqrt(squares[channel] / counts[channel]);
        return deviation > 0 ? (float) ((value - means[channel]) / deviation) : 0;
    }

    private void add(int channel, Image image) {
        int start = channel * image.pixels();
        long count = 0;
        double sum = 0;
        for (int index = start; index < start + image.pixels(); index++) {
            if (counts(image.values()[index])) {
                count++;
                sum += image.values()[index];
            }
        }
        if (count > 0) {
            join(channel, count, sum / count, squares(image, start, sum / count));
        }
    }

    private double squares(Image image, int start, double mean) {
        double sum = 0;
        for (int index = start; index < start + image.pixels(); index++) {
            if (counts(image.values()[index])) {
                double off = image.values()[index] - mean;
                sum += off * off;
            }
        }
        return sum;
    }

    private void join(int channel, long count, double mean, double squared) {
        long all = counts[channel] + count;
        double apart = mean - means[channel];
        squares[channel] += squared + apart * apart * counts[channel] * count / all;
        means[channel] += apart * count / all;
        counts[channel] = all;
    }

    private boolean counts(float value) {
        return switch (over) {
            case ALL -> true;
            case NON_ZERO -> value != 0;
        };
    }
}
