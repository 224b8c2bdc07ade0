package consilium.ingest.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/// Writes small DICOM files from the standard's text, independently of the reader.
public final class DicomBytes {

    private final TransferSyntax syntax;
    private final String syntaxUid;
    private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, String> vrs = new TreeMap<>(Integer::compareUnsigned);
    private byte[] beforePixels = {};
    private byte[] pixels = {};
    private boolean undefinedPixels;

    private DicomBytes(TransferSyntax syntax, String syntaxUid) {
        this.syntax = syntax;
        this.syntaxUid = syntaxUid;
    }

    /// A CT of 2 columns and 3 rows, 16 bits signed, -1024 to Hounsfield units.
    public static DicomBytes ct(TransferSyntax syntax) {
        return ct(syntax, syntax.uid());
    }

    static DicomBytes ct(TransferSyntax syntax, String uid) {
        return new DicomBytes(syntax, uid)
                .text(0x00080018, "UI", "1.2.3.1")
                .text(0x00080060, "CS", "CT")
                .text(0x00100020, "LO", "patient")
                .text(0x00180050, "DS", "2.5")
                .text(0x0020000d, "UI", "1.2.1")
                .text(0x0020000e, "UI", "1.2.2")
                .text(0x00200013, "IS", "7")
                .text(0x00200032, "DS", "-10\\-20\\30.5")
                .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, 3)
                .number(0x00280011, 2)
                .text(0x00280030, "DS", "0.5\\0.75")
                .number(0x00280100, 16)
                .number(0x00280101, 16)
                .number(0x00280102, 15)
                .number(0x00280103, 1)
                .text(0x00281052, "DS", "-1024")
                .text(0x00281053, "DS", "1");
    }

    public DicomBytes text(int tag, String vr, String value) {
        String even = value.length() % 2 == 0 ? value : value + (vr.equals("UI") ? "\0" : " ");
        return element(tag, vr, even.getBytes(StandardCharsets.ISO_8859_1));
    }

    public DicomBytes number(int tag, int value) {
        return element(tag, "US", shorts(value));
    }

    DicomBytes element(int tag, String vr, byte[] value) {
        elements.put(tag, value);
        vrs.put(tag, vr);
        return this;
    }

    DicomBytes without(int tag) {
        elements.remove(tag);
        return this;
    }

    /// Raw bytes between the header and the pixels, such as a sequence.
    DicomBytes before(byte[] raw) {
        beforePixels = raw;
        return this;
    }

    DicomBytes pixels(byte[] value) {
        pixels = value;
        return this;
    }

    public DicomBytes stored(int... values) {
        return pixels(shorts(values));
    }

    /// One packed frame per element, after an empty offset table.
    DicomBytes frames(List<byte[]> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        item(out, new byte[0]);
        frames.forEach(frame -> item(out, frame));
        out.writeBytes(tag(0xfffee0dd));
        out.writeBytes(integer(0));
        pixels = out.toByteArray();
        undefinedPixels = true;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        elements.forEach((tag, value) -> write(data, tag, vrs.get(tag), value, value.length));
        data.writeBytes(beforePixels);
        write(data, 0x7fe00010, undefinedPixels ? "OB" : "OW", pixels, undefinedPixels ? -1 : pixels.length);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(meta());
        file.writeBytes(
                syntax == TransferSyntax.DEFLATED_LITTLE_ENDIAN ? deflate(data.toByteArray()) : data.toByteArray());
        return file.toByteArray();
    }

    /// A sequence of unknown length with one item of unknown length, which holds another such sequence.
    byte[] nestedSequence() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        head(out, 0x00400275, "SQ", -1);
        out.writeBytes(tag(0xfffee000));
        out.writeBytes(integer(-1));
        head(out, 0x00400008, "SQ", -1);
        item(out, new byte[0]);
        out.writeBytes(tag(0xfffee0dd));
        out.writeBytes(integer(0));
        write(out, 0x00280010, "US", shorts(999), 2);
        out.writeBytes(tag(0xfffee00d));
        out.writeBytes(integer(0));
        out.writeBytes(tag(0xfffee0dd));
        out.writeBytes(integer(0));
        return out.toByteArray();
    }

    private byte[] meta() {
        DicomBytes meta = new DicomBytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String uid = syntaxUid.length() % 2 == 0 ? syntaxUid : syntaxUid + "\0";
        byte[] value = uid.getBytes(StandardCharsets.ISO_8859_1);
        meta.write(out, 0x00020000, "UL", meta.integer(8 + value.length), 4);
        meta.write(out, 0x00020010, "UI", value, value.length);
        return out.toByteArray();
    }

    private void write(ByteArrayOutputStream out, int tag, String vr, byte[] value, int length) {
        head(out, tag, vr, length);
        out.writeBytes(value);
    }

    private void head(ByteArrayOutputStream out, int tag, String vr, int length) {
        out.writeBytes(tag(tag));
        if (!syntax.explicit()) {
            out.writeBytes(integer(length));
        } else {
            out.writeBytes(vr.getBytes(StandardCharsets.ISO_8859_1));
            if (List.of("OB", "OW", "SQ", "UN").contains(vr)) {
                out.writeBytes(new byte[2]);
                out.writeBytes(integer(length));
            } else {
                out.writeBytes(shorts(length));
            }
        }
    }

    private void item(ByteArrayOutputStream out, byte[] value) {
        out.writeBytes(tag(0xfffee000));
        out.writeBytes(integer(value.length));
        out.writeBytes(value);
    }

    private byte[] tag(int tag) {
        return shorts(tag >>> 16, tag & 0xffff);
    }

    private byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order());
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    private byte[] integer(int value) {
        return ByteBuffer.allocate(4).order(order()).putInt(value).array();
    }

    private ByteOrder order() {
        return syntax == TransferSyntax.EXPLICIT_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[2 * plain.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return java.util.Arrays.copyOf(packed, length);
    }
}
