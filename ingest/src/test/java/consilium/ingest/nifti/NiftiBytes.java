package consilium.ingest.nifti;

import consilium.ingest.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/// Writes small NIfTI files from the format's definition, independently of the reader's tables.
public final class NiftiBytes {

    private final int version;
    private final ByteBuffer header;

    private NiftiBytes(int version, ByteOrder order) {
        this.version = version;
        this.header = ByteBuffer.allocate(version == 1 ? 352 : 544).order(order);
        header.putInt(0, version == 1 ? 348 : 540);
        magic("n+" + version);
        spacing(1, 1, 1, 1);
    }

    public static NiftiBytes version(int version, ByteOrder order) {
        return new NiftiBytes(version, order);
    }

    public NiftiBytes magic(String word) {
        byte[] all = new byte[version == 1 ? 4 : 8];
        byte[] letters = word.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(letters, 0, all, 0, letters.length);
        if (version == 2) {
            System.arraycopy(new byte[] {0x0d, 0x0a, 0x1a, 0x0a}, 0, all, 4, 4);
        }
        header.put(version == 1 ? 344 : 4, all);
        return offset(word.startsWith("n+") ? header.capacity() : 0);
    }

    public NiftiBytes shape(long... dims) {
        for (int index = 0; index <= 7; index++) {
            long dim = index == 0 ? dims.length : index <= dims.length ? dims[index - 1] : 1;
            if (version == 1) {
                header.putShort(40 + 2 * index, (short) dim);
            } else {
                header.putLong(16 + 8 * index, dim);
            }
        }
        return this;
    }

    public NiftiBytes type(int code, int bits) {
        header.putShort(version == 1 ? 70 : 12, (short) code);
        header.putShort(version == 1 ? 72 : 14, (short) bits);
        return this;
    }

    public NiftiBytes offset(long offset) {
        if (version == 1) {
            header.putFloat(108, offset);
        } else {
            header.putLong(168, offset);
        }
        return this;
    }

    public NiftiBytes scaling(double slope, double intercept) {
        return reals(version == 1 ? 112 : 176, slope, intercept);
    }

    public NiftiBytes spacing(double... values) {
        return reals(version == 1 ? 76 : 104, values);
    }

    NiftiBytes qform(int code, double... quaternionAndTranslation) {
        code(version == 1 ? 252 : 344, code);
        return reals(version == 1 ? 256 : 352, quaternionAndTranslation);
    }

    public NiftiBytes sform(int code, double... rows) {
        code(version == 1 ? 254 : 348, code);
        return reals(version == 1 ? 280 : 400, rows);
    }

    public byte[] header() {
        return header.array().clone();
    }

    /// Header and voxels in one file.
    public byte[] with(int bytes, Consumer<ByteBuffer> voxels) {
        ByteBuffer all = ByteBuffer.allocate(header.capacity() + bytes).order(header.order());
        all.put(header.array());
        voxels.accept(all);
        return all.array();
    }

    NiftiFile file(int bytes, Consumer<ByteBuffer> voxels) {
        return NiftiFile.open(ByteSource.of("test.nii", with(bytes, voxels)));
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void code(int at, int code) {
        if (version == 1) {
            header.putShort(at, (short) code);
        } else {
            header.putInt(at, code);
        }
    }

    private NiftiBytes reals(int at, double... values) {
        for (int index = 0; index < values.length; index++) {
            if (version == 1) {
                header.putFloat(at + 4 * index, (float) values[index]);
            } else {
                header.putDouble(at + 8 * index, values[index]);
            }
        }
        return this;
    }
}
