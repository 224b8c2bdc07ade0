package consilium.networks;

import java.util.random.RandomGenerator;

/// Standard normal numbers, by the method of Box and Muller (Annals of Mathematical Statistics 29, 1958): the same on
/// every machine.
public final class StandardNormal {

    private StandardNormal() {}

    public static float[] draw(RandomGenerator random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            numbers[i] = (float) (radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble()));
        }
        return numbers;
    }
}
