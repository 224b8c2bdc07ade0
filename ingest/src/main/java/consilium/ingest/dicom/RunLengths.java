package consilium.ingest.dicom;

import consilium.ingest.source.ByteReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Unpacks a frame of RLE Lossless: a header of sixteen numbers, then one packed plane of bytes per byte of a pixel,
/// the most significant first.
///
/// Source: DICOM PS3.5, annex G.
final class RunLengths {

    private static final int HEADER = 64;

    /// Two packed bytes give at most 128 plain ones.
    private static final int MOST_PER_BYTE = 64;

    private final ByteReader in;
    private final byte[] packed;

    private RunLengths(ByteReader in, byte[] packed) {
        this.in = in;
        this.packed = packed;
    }

    /// @param pixels        in the frame
    /// @param bytesPerPixel one plane each
    /// @return pixel after pixel, little endian
    static byte[] unpack(ByteReader in, byte[] packed, int pixels, int bytesPerPixel) {
        return new RunLengths(in, packed).unpack(pixels, bytesPerPixel);
    }

    private byte[] unpack(int pixels, int planes) {
        if (packed.length < HEADER) {
            throw in.refuse("an RLE frame begins with a header of 64 bytes, has " + packed.length);
        }
        ByteBuffer header = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != planes) {
            throw in.refuse("an RLE frame of " + 8 * planes + "-bit pixels has " + planes + " segments, was "
                    + header.getInt(0));
        }
        if ((long) packed.length * MOST_PER_BYTE < (long) pixels * planes) {
            throw in.refuse("an RLE frame of " + packed.length + " bytes cannot hold " + pixels + " pixels");
        }
        byte[] plain = new byte[Math.multiplyExact(pixels, planes)];
        for (int plane = 0; plane < planes; plane++) {
            int start = header.getInt(4 * (plane + 1));
            int end = plane + 1 < planes ? header.getInt(4 * (plane + 2)) : packed.length;
            if (start < HEADER || end > packed.length || start > end) {
                throw in.refuse("RLE segment " + (plane + 1) + " must lie within bytes 64 to " + packed.length
                        + " of the frame, was " + start + " to " + end);
            }
            unpackPlane(start, end, plain, planes - 1 - plane, planes);
        }
        return plain;
    }

    private void unpackPlane(int start, int end, byte[] plain, int first, int step) {
        int from = start;
        int to = first;
        while (to < plain.length) {
            int code = next(from++, end);
            if (code < 128) {
                for (int count = 0; count <= code && to < plain.length; count++, to += step) {
                    plain[to] = (byte) next(from++, end);
                }
            } else if (code > 128) {
                byte value = (byte) next(from++, end);
                for (int count = 0; count <= 256 - code && to < plain.length; count++, to += step) {
                    plain[to] = value;
                }
            }
        }
    }

    private int next(int at, int end) {
        if (at >= end) {
            throw in.refuse("an RLE segment ends before all its pixels are there");
        }
        return packed[at] & 0xff;
    }
}
