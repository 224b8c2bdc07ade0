package consilium.train;

import consilium.kernel.image.LabelMap;
import consilium.kernel.spec.TrainingSpec.Symmetries;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A map of the pixels' grid onto itself, or a square's onto itself: flips and turns.
///
/// @param upsideDown   rows from last to first
/// @param mirrored     columns from last to first
/// @param transposed   before either: rows become columns; only of a square
record Symmetry(boolean upsideDown, boolean mirrored, boolean transposed) {

    static final Symmetry IDENTITY = new Symmetry(false, false, false);
    static final Symmetry HALF_TURN = new Symmetry(true, true, false);

    /// Those that an image of these extents may be shown by; the identity is the first.
    static List<Symmetry> of(Symmetries drawn, int height, int width) {
        return switch (drawn) {
            case NONE -> List.of(IDENTITY);
            case HALF_TURN -> List.of(IDENTITY, HALF_TURN);
            case ALL -> all(height == width ? 8 : 4);
        };
    }

    /// One of them, each as likely as the others; of the identity and the half turn, by one coin.
    static Symmetry draw(List<Symmetry> symmetries, RandomGenerator random) {
        return switch (symmetries.size()) {
            case 1 -> symmetries.getFirst();
            case 2 -> symmetries.get(random.nextBoolean() ? 1 : 0);
            default -> symmetries.get(random.nextInt(symmetries.size()));
        };
    }

    private static List<Symmetry> all(int count) {
        return IntStream.range(0, count)
                .mapToObj(bits -> new Symmetry((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0))
                .toList();
    }

    /// @param planes some planes of so many pixels, one after the other, left as they are
    float[] apply(float[] planes, int height, int width) {
        if (equals(IDENTITY)) {
            return planes;
        }
        float[] shown = new float[planes.length];
        int pixels = height * width;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = source(pixel, height, width);
            for (int plane = 0; plane < planes.length; plane += pixels) {
                shown[plane + pixel] = planes[plane + from];
            }
        }
        return shown;
    }

    LabelMap apply(LabelMap map) {
        return equals(IDENTITY)
                ? map
                : LabelMap.generate(map.width(), map.height(),
                        pixel -> map.at(source(pixel, map.height(), map.width())));
    }

    /// Where the pixel that is shown comes from.
    private int source(int pixel, int height, int width) {
        int row = pixel / width;
        int column = pixel % width;
        int down = upsideDown ? height - 1 - row : row;
        int across = mirrored ? width - 1 - column : column;
        return transposed ? across * width + down : down * width + across;
    }
}
