package consilium.ingest.nifti;

import consilium.ingest.source.ByteReader;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Gzip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A file's header as it stands, extensions included, to write other voxels under: only what describes how they are
/// stored is changed. What was a pair becomes one file.
public final class NiftiTemplate {

    private static final int DIMENSIONS = 4;
    private static final int PIECE = 1 << 16;

    private final byte[] bytes;
    private final NiftiHeader header;
    private final HeaderLayout layout;

    private NiftiTemplate(byte[] bytes, NiftiHeader header) {
        this.bytes = bytes;
        this.header = header;
        this.layout = header.version() == 1 ? HeaderLayout.NIFTI1 : HeaderLayout.NIFTI2;
    }

    /// @param source of the header, gzipped or not
    /// @param header as it was read
    public static NiftiTemplate of(ByteSource source, NiftiHeader header) {
        HeaderLayout layout = header.version() == 1 ? HeaderLayout.NIFTI1 : HeaderLayout.NIFTI2;
        int least = layout.size + 4;
        try (ByteReader in = Gzip.open(source)) {
            byte[] own = in.bytes(layout.size);
            byte[] word = new byte[2];
            System.arraycopy(own, layout.magicAt, word, 0, 2);
            boolean single = new String(word, StandardCharsets.ISO_8859_1).equals("n+");
            byte[] all = new byte[single ? Math.toIntExact(Math.max(least, header.offset())) : least];
            System.arraycopy(own, 0, all, 0, own.length);
            if (single) {
                byte[] rest = in.bytes(header.offset() - layout.size);
                System.arraycopy(rest, 0, all, own.length, rest.length);
            }
            return new NiftiTemplate(all, header);
        }
    }

    /// Of every number in header and voxels.
    public ByteOrder order() {
        return header.order();
    }

    /// Writes the header and one label per voxel, in the type of the file it was taken from, unscaled; in bytes where
    /// that type cannot hold a label that occurs.
    public void writeLabels(OutputStream out, byte[] labels) throws IOException {
        VoxelType type = header.type() == VoxelType.INT8 && anyAbove(labels) ? VoxelType.UINT8 : header.type();
        out.write(stored(type).array());
        if (type.bytes() == 1) {
            out.write(labels);
            return;
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE * type.bytes()).order(order());
        for (int from = 0; from < labels.length; from += PIECE) {
            piece.clear();
            for (int voxel = from; voxel < Math.min(labels.length, from + PIECE); voxel++) {
                type.put(piece, labels[voxel] & 0xff);
            }
            out.write(piece.array(), 0, piece.position());
        }
    }

    /// The header of floats, one volume for each label.
    public byte[] probabilities(int labels, boolean twice) {
        ByteBuffer changed = stored(twice ? VoxelType.FLOAT64 : VoxelType.FLOAT32);
        layout.putDim(changed, 0, DIMENSIONS);
        layout.putDim(changed, 1, header.shape().x());
        layout.putDim(changed, 2, header.shape().y());
        layout.putDim(changed, 3, header.shape().z());
        layout.putDim(changed, DIMENSIONS, labels);
        for (int index = DIMENSIONS + 1; index <= 7; index++) {
            layout.putDim(changed, index, 1);
        }
        return changed.array();
    }

    private static boolean anyAbove(byte[] labels) {
        for (byte label : labels) {
            if (label < 0) {
                return true;
            }
        }
        return false;
    }

    private ByteBuffer stored(VoxelType type) {
        ByteBuffer changed = ByteBuffer.wrap(bytes.clone()).order(order());
        changed.put(layout.magicAt, ("n+" + layout.version + "\0").getBytes(StandardCharsets.ISO_8859_1));
        changed.putShort(layout.typeAt, (short) type.code());
        changed.putShort(layout.bitsAt, (short) (8 * type.bytes()));
        layout.putOffset(changed, bytes.length);
        if (!header.scaling().equals(Scaling.NONE)) {
            layout.putScaling(changed, Scaling.NONE);
        }
        return changed;
    }
}
