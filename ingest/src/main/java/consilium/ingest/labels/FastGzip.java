package consilium.ingest.labels;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Gzip at its fastest: label maps are so regular that the last percent of size costs most of the time.
final class FastGzip extends GZIPOutputStream {

    private static final int BUFFER = 1 << 16;

    FastGzip(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
