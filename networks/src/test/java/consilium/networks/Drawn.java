package consilium.networks;

import java.util.Random;

/// What tests draw at random.
final class Drawn {

    private Drawn() {}

    static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    /// `[image][annotator][pixel]`, a label each.
    static int[][][] labels(Random random, int images, int annotators, int pixels, int classes) {
        int[][][] maps = new int[images][annotators][pixels];
        for (int[][] image : maps) {
            for (int[] map : image) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    map[pixel] = random.nextInt(classes);
                }
            }
        }
        return maps;
    }
}
