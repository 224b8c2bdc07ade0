package consilium.ingest.nifti;

import consilium.ingest.nifti.NiftiHeader.Shape;
import consilium.ingest.nifti.NiftiHeader.Unit;
import consilium.ingest.source.ByteReader;
import consilium.kernel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads and checks the header, of either version and byte order; believes nothing it says about size.
final class HeaderReader {

    private static final int MOST_DIMENSIONS = 7;
    private static final int SPACE_UNITS = 0x07;
    private static final double LARGEST_OFFSET = 0x1p62;

    private final ByteReader in;
    private final HeaderLayout layout;
    private final ByteBuffer header;
    private final boolean single;

    private HeaderReader(ByteReader in) {
        this.in = in;
        ByteOrder order = order(in);
        byte[] size = in.peek(4);
        this.layout = ByteBuffer.wrap(size).order(order).getInt() == HeaderLayout.NIFTI1.size
                ? HeaderLayout.NIFTI1
                : HeaderLayout.NIFTI2;
        this.header = ByteBuffer.wrap(in.bytes(layout.size)).order(order);
        this.single = single();
    }

    /// @throws ProblemException `BadInput` naming the byte and what would be right
    static NiftiHeader read(ByteReader in) {
        return new HeaderReader(in).read();
    }

    private NiftiHeader read() {
        Shape shape = shape();
        NiftiHeader read = new NiftiHeader(
                layout.version, header.order(), shape, type(), offset(), scaling(), spacing(), unit(),
                affine(shape), layout.description(header));
        try {
            read.end();
        } catch (ArithmeticException e) {
            throw refuse(layout.dimAt, "claims " + shape + " voxels, more bytes than 64 bits can count").problem()
                    .toException(e);
        }
        return read;
    }

    private static ByteOrder order(ByteReader in) {
        byte[] first = in.peek(4);
        if (first.length < 4) {
            throw in.refuse("the file has " + first.length + " bytes; a NIfTI header has 348 or 540");
        }
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int size = ByteBuffer.wrap(first).order(order).getInt();
            if (size == HeaderLayout.NIFTI1.size || size == HeaderLayout.NIFTI2.size) {
                return order;
            }
        }
        throw in.refuse("is no NIfTI file; the first 4 bytes must be 348 (NIfTI-1) or 540 (NIfTI-2) in either byte"
                + " order, were " + ByteBuffer.wrap(first).getInt() + " read as big endian");
    }

    /// Whether the voxels follow in the same file, which the magic word tells.
    private boolean single() {
        byte[] magic = new byte[4];
        header.get(layout.magicAt, magic);
        String word = new String(magic, StandardCharsets.ISO_8859_1);
        String version = Integer.toString(layout.version);
        if (word.equals("n+" + version + "\0")) {
            return true;
        }
        if (word.equals("ni" + version + "\0")) {
            return false;
        }
        if (word.equals("\0\0\0\0")) {
            throw refuse(layout.magicAt, "has no magic word and may be ANALYZE 7.5; convert it to NIfTI, whose magic"
                    + " is n+1, ni1, n+2 or ni2");
        }
        throw refuse(layout.magicAt, "the magic word must be n+" + version + " or ni" + version + ", was "
                + printable(word));
    }

    private Shape shape() {
        long dimensions = layout.dim(header, 0);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw refuse(layout.dimAt, "the number of dimensions must be 1 to 7, was " + dimensions);
        }
        int[] voxels = {1, 1, 1, 1};
        for (int index = 1; index <= dimensions; index++) {
            int axis = Math.min(index, voxels.length) - 1;
            try {
                voxels[axis] = Math.toIntExact(Math.multiplyExact(voxels[axis], dimension(index)));
            } catch (ArithmeticException e) {
                throw refuse(layout.dimAt, "claims more than 2147483647 voxels along a dimension").problem()
                        .toException(e);
            }
        }
        return new Shape(voxels[0], voxels[1], voxels[2], voxels[3]);
    }

    private long dimension(int index) {
        long voxels = layout.dim(header, index);
        if (voxels < 1) {
            throw refuse(layout.dimAt, "dimension " + index + " must be at least 1, was " + voxels);
        }
        return voxels;
    }

    private VoxelType type() {
        int code = layout.type(header);
        VoxelType type = VoxelType.of(code)
                .orElseThrow(() -> refuse(layout.typeAt, "data type " + code + " (" + VoxelType.nameOf(code)
                        + ") is not read; integers of 8 to 64 bits and floats of 32 and 64 bits are"));
        int bits = layout.bits(header);
        if (bits != 8 * type.bytes()) {
            throw refuse(layout.bitsAt, "bits per voxel must be " + 8 * type.bytes() + " for " + type + ", was "
                    + bits);
        }
        return type;
    }

    private long offset() {
        double offset = layout.offset(header);
        long least = single ? layout.size + 4L : 0;
        if (single && offset == 0) {
            return least;
        }
        if (!(offset >= least && offset < LARGEST_OFFSET) || offset != Math.rint(offset)) {
            throw refuse(layout.offsetAt, "the voxels' offset must be a whole number of at least " + least + ", was "
                    + offset);
        }
        return (long) offset;
    }

    /// A slope of 0, or one that is no number, means none.
    private Scaling scaling() {
        double slope = layout.slope(header);
        double intercept = layout.intercept(header);
        if (slope == 0 || !Double.isFinite(slope)) {
            return Scaling.NONE;
        }
        if (!Double.isFinite(intercept)) {
            throw refuse(layout.interceptAt, "the intercept must be finite, was " + intercept);
        }
        return new Scaling(slope, intercept);
    }

    private List<Double> spacing() {
        return List.of(spacing(1), spacing(2), spacing(3));
    }

    private double spacing(int index) {
        double spacing = layout.spacing(header, index);
        if (!Double.isFinite(spacing)) {
            throw refuse(layout.spacingAt, "spacing " + index + " must be finite, was " + spacing);
        }
        return Math.abs(spacing);
    }

    private Unit unit() {
        int code = layout.units(header) & SPACE_UNITS;
        Unit[] units = Unit.values();
        return code < units.length ? units[code] : Unit.UNKNOWN;
    }

    private Affine affine(Shape shape) {
        try {
            return new AffineReader(layout, header).read(shape);
        } catch (IllegalArgumentException e) {
            throw in.refuse("header", String.valueOf(e.getMessage())).problem().toException(e);
        }
    }

    private ProblemException refuse(int at, String why) {
        return in.refuse("byte " + at, why);
    }

    private static String printable(String word) {
        return "\"" + word.replaceAll("[^ -~]", "?") + "\"";
    }
}
