package consilium.deploy;

import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.artefact.Npy;
import consilium.kernel.problem.Problem;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// An image in NumPy's `.npy` format: `[height, width]` or `[channels, height, width]`, float32, float64 or uint8.
///
/// Floating-point values are taken as they are; bytes become 0 to 1, as those of a PNG.
final class NpyImage {

    private static final int MAX_CHANNELS = 64;
    private static final int MAX_HEADER = 4096;

    private NpyImage() {}

    static SubmittedImage decode(byte[] body, ImageDecoder limits) {
        Npy header = header(body);
        List<Long> shape = header.shape();
        if (shape.size() != 2 && shape.size() != 3) {
            throw SubmittedImage.refuse("", "has the shape [height, width] or [channels, height, width], was " + shape);
        }
        long channels = shape.size() == 3 ? shape.getFirst() : 1;
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw SubmittedImage.refuse("", "has 1 to " + MAX_CHANNELS + " channels, was " + shape);
        }
        limits.requireSize(shape.get(shape.size() - 2), shape.getLast());
        requireLength(header, body.length - header.headerBytes());
        NdArray array = new NdArray(header.type(), shape, MemorySegment.ofArray(body).asSlice(header.headerBytes()));
        return new SubmittedImage(
                (int) channels, array.extent(shape.size() - 2), array.extent(shape.size() - 1), values(array));
    }

    private static Npy header(byte[] body) {
        try {
            return Npy.parse(Arrays.copyOf(body, Math.min(MAX_HEADER, body.length)));
        } catch (IllegalArgumentException e) {
            throw new Problem.Unreadable("image", ".npy header", String.valueOf(e.getMessage())).toException(e);
        }
    }

    private static void requireLength(Npy header, long present) {
        long claimed = header.elements() * header.type().bytes();
        if (claimed != present) {
            throw new Problem.Unreadable(
                    "image", "", "its header claims " + claimed + " bytes of values, " + present + " are there")
                    .toException();
        }
    }

    private static float[] values(NdArray array) {
        float[] values = new float[Math.toIntExact(array.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(array, i);
        }
        return values;
    }

    private static float value(NdArray array, int index) {
        return switch (array.type()) {
            case FLOAT32 -> array.floatAt(index);
            case FLOAT64 -> (float) array.doubleAt(index);
            case UINT8 -> array.byteAt(index) / 255f;
            case INT32, INT64 -> throw SubmittedImage.refuse(
                    "", "holds " + DType.FLOAT32.descriptor() + ", " + DType.FLOAT64.descriptor() + " or "
                            + DType.UINT8.descriptor() + ", was " + array.type().descriptor());
        };
    }
}
