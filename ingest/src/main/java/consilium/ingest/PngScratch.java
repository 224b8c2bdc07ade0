package consilium.ingest;

import java.util.zip.Inflater;

/// What decoding one PNG after another on a thread needs again and again: making it anew for each of many small images
/// takes longer than decoding them.
final class PngScratch {

    private static final int LARGEST_KEPT = 1 << 20;
    private static final ThreadLocal<PngScratch> SCRATCH = ThreadLocal.withInitial(PngScratch::new);

    private final Inflater inflater = new Inflater();
    private final RunInflater runInflater = new RunInflater();
    private byte[] rows = {};

    private PngScratch() {}

    static PngScratch ofThisThread() {
        return SCRATCH.get();
    }

    /// At its beginning, whatever became of the image before.
    Inflater inflater() {
        inflater.reset();
        return inflater;
    }

    RunInflater runInflater() {
        return runInflater;
    }

    /// At least so many bytes, of any content.
    byte[] rows(int length) {
        if (length > LARGEST_KEPT) {
            return new byte[length];
        }
        if (rows.length < length) {
            rows = new byte[length];
        }
        return rows;
    }
}
