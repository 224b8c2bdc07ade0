package consilium.ingest;

import java.util.random.RandomGenerator;

/// An irregular, smooth, perhaps elongated blob: in its own turned and stretched coordinates, all points within
/// `radius * (1 + sum of a_k cos(k angle) + b_k sin(k angle))` of its centre, for the low frequencies k = 2 to 5.
///
/// Lengths are in pixels; the centre of pixel `(x, y)` lies at `(x + 0.5, y + 0.5)`.
final class Lesion {

    private static final int LOWEST = 2;
    private static final int HIGHEST = 5;
    /// The contour keeps at least this share of the radius, so that it never crosses itself.
    private static final double LEAST_RADIUS = 0.35;
    private static final double IRREGULARITY = 0.25;

    private final double centreX;
    private final double centreY;
    private final double radius;
    private final double stretch;
    private final double cosine;
    private final double sine;
    private final double brightness;
    private final double[] even;
    private final double[] odd;
    private final double reach;

    private Lesion(
            double centreX, double centreY, double radius, double stretch, double angle, double brightness,
            double[] even, double[] odd) {
        this.centreX = centreX;
        this.centreY = centreY;
        this.radius = radius;
        this.stretch = stretch;
        this.cosine = StrictMath.cos(angle);
        this.sine = StrictMath.sin(angle);
        this.brightness = brightness;
        this.even = even;
        this.odd = odd;
        this.reach = reach(radius * stretch, even, odd);
    }

    /// A lesion of 7 to 16 percent of the image's shorter side in mean radius, up to 2.2 times as long as wide,
    /// somewhere inside the image.
    static Lesion draw(RandomGenerator random, int width, int height) {
        Gaussian normal = new Gaussian(random);
        int shorter = Math.min(width, height);
        double radius = between(random, 0.07, 0.16) * shorter;
        double stretch = StrictMath.sqrt(between(random, 1, 2.2));
        double angle = between(random, 0, StrictMath.PI);
        double margin = radius + 1;
        double x = between(random, margin, width - margin);
        double y = between(random, margin, height - margin);
        double brightness = between(random, 0.8, 1.2);
        double[] even = new double[HIGHEST - LOWEST + 1];
        double[] odd = new double[HIGHEST - LOWEST + 1];
        for (int k = LOWEST; k <= HIGHEST; k++) {
            even[k - LOWEST] = IRREGULARITY / k * normal.next();
            odd[k - LOWEST] = IRREGULARITY / k * normal.next();
        }
        return new Lesion(x, y, radius, stretch, angle, brightness, even, odd);
    }

    /// How bright it is, as a multiple of the data set's contrast; 1 on average.
    double brightness() {
        return brightness;
    }

    /// No point of the lesion is farther from its centre.
    double reach() {
        return reach;
    }

    double centreX() {
        return centreX;
    }

    double centreY() {
        return centreY;
    }

    boolean contains(double x, double y) {
        double along = ((x - centreX) * cosine + (y - centreY) * sine) / stretch;
        double across = ((y - centreY) * cosine - (x - centreX) * sine) * stretch;
        double distance = StrictMath.sqrt(along * along + across * across);
        return distance == 0 || distance < radius * contour(along / distance, across / distance);
    }

    /// The contour's distance in the direction `(cos, sin)`, as a multiple of the radius; cos(k angle) and
    /// sin(k angle) follow by turning on, without trigonometry.
    private double contour(double cos, double sin) {
        double real = cos;
        double imaginary = sin;
        double sum = 1;
        for (int k = LOWEST; k <= HIGHEST; k++) {
            double turned = real * cos - imaginary * sin;
            imaginary = real * sin + imaginary * cos;
            real = turned;
            sum += even[k - LOWEST] * real + odd[k - LOWEST] * imaginary;
        }
        return Math.max(LEAST_RADIUS, sum);
    }

    private static double reach(double longest, double[] even, double[] odd) {
        double most = 1;
        for (int k = 0; k < even.length; k++) {
            most += StrictMath.sqrt(even[k] * even[k] + odd[k] * odd[k]);
        }
        return longest * most;
    }

    private static double between(RandomGenerator random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
