package consilium.ingest.prepare;

import consilium.kernel.image.LabelMap;
import java.util.Arrays;

/// A rectangle laid over an image, which may be smaller: what lies outside of it is a frame.
///
/// @param left column of the image at which the window begins; negative where a frame does
/// @param top  row of the image, likewise
record Window(int left, int top, int width, int height) {

    /// In the middle; where margins cannot be equal, the smaller is at the left and the top.
    static Window middle(Image image, int width, int height) {
        return new Window(
                Math.floorDiv(image.width() - width, 2), Math.floorDiv(image.height() - height, 2), width, height);
    }

    /// Round the middle of the box of all foreground, moved into the image where it would stick out of it.
    static Window lesions(Sample sample, int width, int height) {
        Box box = new Box();
        sample.maps().forEach(box::add);
        Window middle = middle(sample.image(), width, height);
        return box.empty()
                ? middle
                : new Window(
                        inside(box.left + box.right + 1 - width, sample.image().width() - width, middle.left),
                        inside(box.top + box.bottom + 1 - height, sample.image().height() - height, middle.top),
                        width,
                        height);
    }

    Sample of(Sample sample, double fill) {
        return sample.with(of(sample.image(), (float) fill), this::of);
    }

    private Image of(Image image, float fill) {
        float[] values = new float[image.channels() * height * width];
        Arrays.fill(values, fill);
        for (int channel = 0; channel < image.channels(); channel++) {
            copy(image.values(), channel * image.pixels(), image.width(), image.height(), values,
                    channel * height * width);
        }
        return new Image(image.channels(), height, width, values, image.spacing());
    }

    private LabelMap of(LabelMap map) {
        byte[] labels = new byte[height * width];
        copy(map.labels(), 0, map.width(), map.height(), labels, 0);
        return new LabelMap(width, height, labels);
    }

    /// Of one plane, row by row; both arrays are of one kind.
    private void copy(Object from, int fromStart, int fromWidth, int fromHeight, Object to, int toStart) {
        int first = Math.max(0, left);
        int count = Math.min(fromWidth, left + width) - first;
        for (int y = Math.max(0, top); count > 0 && y < Math.min(fromHeight, top + height); y++) {
            System.arraycopy(
                    from, fromStart + y * fromWidth + first, to, toStart + (y - top) * width + first - left, count);
        }
    }

    /// @param twice  double the wished start
    /// @param most   the last start that leaves no frame; negative where there must be one
    /// @param framed the start where there must be one
    private static int inside(int twice, int most, int framed) {
        return most < 0 ? framed : Math.clamp(Math.floorDiv(twice, 2), 0, most);
    }

    /// The smallest rectangle that holds all foreground seen so far.
    private static final class Box {

        private int left = Integer.MAX_VALUE;
        private int right = -1;
        private int top = Integer.MAX_VALUE;
        private int bottom = -1;

        void add(LabelMap map) {
            for (int pixel = 0; pixel < map.size(); pixel++) {
                if (map.at(pixel) != 0) {
                    left = Math.min(left, pixel % map.width());
                    right = Math.max(right, pixel % map.width());
                    top = Math.min(top, pixel / map.width());
                    bottom = Math.max(bottom, pixel / map.width());
                }
            }
        }

        boolean empty() {
            return right < 0;
        }
    }
}
