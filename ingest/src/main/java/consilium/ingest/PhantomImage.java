package consilium.ingest;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// One made-up slice: bright lesions with partial-volume edges on an unevenly lit, mottled background, with Gaussian
/// noise, and the truth it was made from.
///
/// Decided by the spec and the random stream alone, in StrictMath, so its bytes are equal on every machine. A pixel is
/// foreground when its centre lies in a lesion; its intensity is mixed from 4 by 4 points in it and blurred by
/// (1, 6, 1)/8 in both directions, about half a pixel of the scanner's own blur.
final class PhantomImage {

    private static final int POINTS = 4;
    private static final double BACKGROUND = 0.28;
    /// Amplitude of the uneven lighting and of the mottling.
    private static final double BIAS = 0.1;
    private static final double MOTTLE = 0.025;
    private static final int MOTTLES = 6;

    private final DatasetSpec.Phantoms spec;
    private final RandomGenerator random;
    private final List<Lesion> lesions = new ArrayList<>();
    private final float[] intensity;

    PhantomImage(DatasetSpec.Phantoms spec, RandomGenerator random) {
        this.spec = spec;
        this.random = random;
        int count = 1 + (int) (random.nextDouble() * spec.lesions());
        for (int lesion = 0; lesion < count; lesion++) {
            lesions.add(Lesion.draw(random, spec.width(), spec.height()));
        }
        this.intensity = draw();
    }

    /// `[1, height, width]`, in [0, 1].
    float[] intensity() {
        return intensity;
    }

    LabelMap truth() {
        int width = spec.width();
        return LabelMap.generate(width, spec.height(), pixel -> {
            double x = pixel % width + 0.5;
            double y = pixel / width + 0.5;
            return lesions.stream().anyMatch(lesion -> lesion.contains(x, y)) ? 1 : 0;
        });
    }

    private float[] draw() {
        double[] light = background();
        double[] glow = blur(glow());
        Gaussian noise = new Gaussian(random);
        float[] pixels = new float[light.length];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            double value = light[pixel] + spec.contrast() * glow[pixel] + spec.noise() * noise.next();
            pixels[pixel] = (float) Math.clamp(value, 0.0, 1.0);
        }
        return pixels;
    }

    /// A slope of light across the image, and waves of a quarter to two thirds of its size.
    private double[] background() {
        double[] light = new double[spec.width() * spec.height()];
        Arrays.fill(light, BACKGROUND);
        addWave(light, BIAS, 0.3, 0.7);
        for (int mottle = 0; mottle < MOTTLES; mottle++) {
            addWave(light, MOTTLE, 1.5, 4);
        }
        return light;
    }

    /// A plane wave of random direction and phase, `fewest` to `most` periods across the image's shorter side.
    private void addWave(double[] light, double amplitude, double fewest, double most) {
        double periods = fewest + (most - fewest) * random.nextDouble();
        double angle = 2 * StrictMath.PI * random.nextDouble();
        double phase = 2 * StrictMath.PI * random.nextDouble();
        double perPixel = 2 * StrictMath.PI * periods / Math.min(spec.width(), spec.height());
        double stepX = perPixel * StrictMath.cos(angle);
        double stepY = perPixel * StrictMath.sin(angle);
        for (int pixel = 0; pixel < light.length; pixel++) {
            int x = pixel % spec.width();
            int y = pixel / spec.width();
            light[pixel] += amplitude * StrictMath.sin(phase + stepX * x + stepY * y);
        }
    }

    /// How much of each pixel is covered by a lesion, times its brightness; the brightest where lesions overlap.
    private double[] glow() {
        double[] glow = new double[spec.width() * spec.height()];
        for (Lesion lesion : lesions) {
            int left = Math.max(0, (int) (lesion.centreX() - lesion.reach()) - 1);
            int right = Math.min(spec.width() - 1, (int) (lesion.centreX() + lesion.reach()) + 1);
            int top = Math.max(0, (int) (lesion.centreY() - lesion.reach()) - 1);
            int bottom = Math.min(spec.height() - 1, (int) (lesion.centreY() + lesion.reach()) + 1);
            for (int y = top; y <= bottom; y++) {
                for (int x = left; x <= right; x++) {
                    int pixel = y * spec.width() + x;
                    glow[pixel] = Math.max(glow[pixel], lesion.brightness() * covered(lesion, x, y));
                }
            }
        }
        return glow;
    }

    private static double covered(Lesion lesion, int x, int y) {
        int inside = 0;
        for (int point = 0; point < POINTS * POINTS; point++) {
            double dx = (point % POINTS + 0.5) / POINTS;
            double dy = (point / POINTS + 0.5) / POINTS;
            inside += lesion.contains(x + dx, y + dy) ? 1 : 0;
        }
        return inside / (double) (POINTS * POINTS);
    }

    private double[] blur(double[] sharp) {
        return blur(blur(sharp, 1, 0), 0, 1);
    }

    /// (1, 6, 1)/8 along one direction; beyond the edge the edge's own value goes on.
    private double[] blur(double[] sharp, int dx, int dy) {
        int width = spec.width();
        int height = spec.height();
        double[] soft = new double[sharp.length];
        for (int pixel = 0; pixel < sharp.length; pixel++) {
            int x = pixel % width;
            int y = pixel / width;
            double before = sharp[Math.max(0, y - dy) * width + Math.max(0, x - dx)];
            double after = sharp[Math.min(height - 1, y + dy) * width + Math.min(width - 1, x + dx)];
            soft[pixel] = (before + 6 * sharp[pixel] + after) / 8;
        }
        return soft;
    }
}
