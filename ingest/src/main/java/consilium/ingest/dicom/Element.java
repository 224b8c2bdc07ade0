package consilium.ingest.dicom;

import consilium.ingest.source.ByteReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The beginning of a data element: its tag, its value representation and how long its value is.
///
/// @param vr     two letters; empty where the encoding leaves it out
/// @param length in bytes, or [#UNDEFINED] for a value that ends with a delimiter
record Element(int tag, String vr, long length) {

    static final long UNDEFINED = 0xffffffffL;
    static final int ITEM = 0xfffee000;
    static final int ITEM_END = 0xfffee00d;
    static final int SEQUENCE_END = 0xfffee0dd;
    static final int PIXEL_DATA = 0x7fe00010;

    private static final Set<String> LONG_FORM =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    static Element read(ByteReader in, boolean explicit) {
        int tag = in.unsigned16() << 16 | in.unsigned16();
        if (!explicit || tag >>> 16 == 0xfffe) {
            return new Element(tag, "", in.unsigned32());
        }
        String vr = new String(in.bytes(2), StandardCharsets.ISO_8859_1);
        if (!isLetter(vr.charAt(0)) || !isLetter(vr.charAt(1))) {
            throw in.refuse("element " + Attribute.written(tag) + " must name its value representation by two"
                    + " capital letters");
        }
        if (LONG_FORM.contains(vr)) {
            in.skip(2);
            return new Element(tag, vr, in.unsigned32());
        }
        return new Element(tag, vr, in.unsigned16());
    }

    boolean undefined() {
        return length == UNDEFINED;
    }

    int group() {
        return tag >>> 16;
    }

    private static boolean isLetter(char character) {
        return character >= 'A' && character <= 'Z';
    }
}
