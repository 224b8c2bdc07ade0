package consilium.ingest.labels;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes probabilities label by label, each in the order of the pixels.
final class NumberStream {

    private static final int PIECE = 1 << 16;

    private NumberStream() {}

    /// @param pixels of one label
    static void write(
            OutputStream out, Probabilities probabilities, int pixels, Precision precision, ByteOrder order)
            throws IOException {
        double[] piece = new double[Math.min(PIECE, pixels)];
        ByteBuffer bytes = ByteBuffer.allocate(piece.length * precision.bytes()).order(order);
        for (int label = 0; label < probabilities.labels(); label++) {
            for (int from = 0; from < pixels; from += piece.length) {
                int count = Math.min(piece.length, pixels - from);
                probabilities.read(label, from, piece, count);
                put(piece, count, bytes.clear(), precision);
                out.write(bytes.array(), 0, count * precision.bytes());
            }
        }
    }

    private static void put(double[] piece, int count, ByteBuffer bytes, Precision precision) {
        switch (precision) {
            case SINGLE -> {
                for (int at = 0; at < count; at++) {
                    bytes.putFloat((float) piece[at]);
                }
            }
            case DOUBLE -> bytes.asDoubleBuffer().put(piece, 0, count);
        }
    }
}
