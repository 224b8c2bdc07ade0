package consilium.ingest.dicom;

import consilium.ingest.source.ByteReader;
import java.nio.ByteOrder;

/// Finds the bytes of one frame in the pixel data.
final class FrameReader {

    private final ByteReader in;
    private final TransferSyntax syntax;
    private final Element pixels;
    private final DicomHeader header;

    FrameReader(DicomParser.Opened file, DicomHeader header) {
        this.in = file.in();
        this.syntax = file.syntax();
        this.pixels = file.pixels();
        this.header = header;
    }

    /// Order of the bytes that [#frame] gives.
    ByteOrder order() {
        return syntax.order();
    }

    byte[] frame(int index) {
        return switch (syntax.coding()) {
            case NATIVE -> plain(index);
            case RLE -> unpacked(index);
            case OTHER -> throw in.refuse("transfer syntax " + syntax.uid() + " is not decoded here");
        };
    }

    private byte[] plain(int index) {
        long frame = (long) header.rows() * header.columns() * header.pixels().bytes();
        if (pixels.undefined()) {
            throw in.refuse("the pixels of " + syntax.title() + " must have a length");
        }
        if (pixels.length() < frame * header.frames()) {
            throw in.refuse("the pixels must take " + frame * header.frames() + " bytes (" + header.rows() + " rows of "
                    + header.columns() + ", " + header.pixels().allocated() + " bits, " + header.frames()
                    + " frames), were " + pixels.length());
        }
        if (pixels.vr().equals("OW") && header.pixels().bytes() == 1 && order() == ByteOrder.BIG_ENDIAN) {
            throw in.refuse("8-bit pixels in big-endian words are not read; store them little endian");
        }
        in.skip(frame * index);
        return in.bytes(frame);
    }

    private byte[] unpacked(int index) {
        if (!pixels.undefined()) {
            throw in.refuse("packed pixels have no length of their own, was " + pixels.length());
        }
        in.skip(item().length());
        for (int before = 0; before < index; before++) {
            in.skip(item().length());
        }
        byte[] packed = in.bytes(item().length());
        long count = (long) header.rows() * header.columns();
        if (count * header.pixels().bytes() > Integer.MAX_VALUE - 8) {
            throw in.refuse("a frame of " + header.rows() + " rows of " + header.columns() + " takes more than 2 GiB");
        }
        return RunLengths.unpack(in, packed, (int) count, header.pixels().bytes());
    }

    private Element item() {
        Element item = Element.read(in, true);
        if (item.tag() == Element.SEQUENCE_END) {
            throw in.refuse("the packed pixels end before frame " + header.frames() + " of " + header.frames());
        }
        if (item.tag() != Element.ITEM || item.undefined()) {
            throw in.refuse("a fragment " + Attribute.written(Element.ITEM) + " with a length must stand here, was "
                    + Attribute.written(item.tag()));
        }
        return item;
    }
}
