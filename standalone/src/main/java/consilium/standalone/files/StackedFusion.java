package consilium.standalone.files;

import consilium.fuse.Fused;
import consilium.ingest.labels.Probabilities;
import java.util.List;

/// An image's consensus, or a volume's in slices that were fused one by one.
///
/// @param slices in order, of equally many pixels
record StackedFusion(List<Fused> slices) implements Probabilities {

    @Override
    public int labels() {
        return slices.getFirst().classes();
    }

    @Override
    public void read(int label, int from, double[] piece, int count) {
        int pixels = slices.getFirst().pixels();
        if (slices.size() == 1) {
            slices.getFirst().probability(label, from, piece, count);
            return;
        }
        for (int at = 0; at < count; at++) {
            int pixel = from + at;
            piece[at] = slices.get(pixel / pixels).probability(pixel % pixels, label);
        }
    }

    /// Every pixel's most probable class.
    byte[] classes() {
        if (slices.size() == 1) {
            return slices.getFirst().labels();
        }
        int pixels = slices.getFirst().pixels();
        byte[] classes = new byte[pixels * slices.size()];
        for (int slice = 0; slice < slices.size(); slice++) {
            System.arraycopy(slices.get(slice).labels(), 0, classes, slice * pixels, pixels);
        }
        return classes;
    }
}
