package consilium.ingest.dicom;

import consilium.ingest.source.ByteReader;
import consilium.ingest.source.ByteSource;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// Goes through a file up to its pixels and keeps the few attributes that matter.
final class DicomParser {

    private static final int PREAMBLE = 128;
    private static final int META_GROUP = 0x0002;
    private static final int DEEPEST = 64;
    private static final int LONGEST_VALUE = 1 << 14;

    private final ByteReader in;
    private final Map<Attribute, byte[]> values = new EnumMap<>(Attribute.class);

    private DicomParser(ByteReader in) {
        this.in = in;
    }

    /// A file opened and read up to the first byte of its pixels.
    ///
    /// @param pixels the element that holds them
    record Opened(ByteReader in, TransferSyntax syntax, DataSet attributes, Element pixels) implements AutoCloseable {
        @Override
        public void close() {
            in.close();
        }
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it is no DICOM file with pixels
    static Opened open(ByteSource source) {
        ByteReader in = ByteReader.open(source);
        try {
            return new DicomParser(in).parse();
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private Opened parse() {
        checkMagic();
        readMeta();
        TransferSyntax syntax = syntax();
        if (syntax == TransferSyntax.DEFLATED_LITTLE_ENDIAN) {
            in.wrap(raw -> new InflaterInputStream(raw, new Inflater(true)));
        }
        in.order(syntax.order());
        Element pixels = readDataSet(syntax.explicit());
        DataSet attributes = new DataSet(in, syntax.order(), values);
        if (pixels == null) {
            throw in.refuse("holds no pixels (7FE0,0010); an image is needed, its modality is "
                    + attributes.text(Attribute.MODALITY).orElse("unknown"));
        }
        return new Opened(in, syntax, attributes, pixels);
    }

    /// Whether the content begins as a file of the format does; nothing is passed.
    static boolean recognises(ByteReader in) {
        byte[] first = in.peek(PREAMBLE + 4);
        return first.length == PREAMBLE + 4
                && new String(first, PREAMBLE, 4, StandardCharsets.ISO_8859_1).equals("DICM");
    }

    private void checkMagic() {
        if (!recognises(in)) {
            throw in.refuse("byte " + PREAMBLE, "is no DICOM file; DICM must stand here after a preamble of "
                    + PREAMBLE + " bytes");
        }
        in.skip(PREAMBLE + 4L);
    }

    /// The file meta information: always explicit and little endian, and as long as its group lasts.
    private void readMeta() {
        in.order(ByteOrder.LITTLE_ENDIAN);
        while (Arrays.equals(in.peek(2), new byte[] {META_GROUP, 0})) {
            readValue(Element.read(in, true), true);
        }
    }

    private TransferSyntax syntax() {
        String uid = Optional.ofNullable(values.get(Attribute.TRANSFER_SYNTAX_UID))
                .map(value -> new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip())
                .orElseThrow(() -> in.refuse("the file meta information must name a transfer syntax (0002,0010)"));
        TransferSyntax syntax = TransferSyntax.of(uid)
                .orElseThrow(() -> in.refuse("transfer syntax \"" + uid.replaceAll("[^ -~]", "?") + "\" is not known"));
        if (syntax.coding() == TransferSyntax.Coding.OTHER) {
            throw in.refuse("transfer syntax " + uid + " (" + syntax.title() + ") is not decoded here; store the"
                    + " images uncompressed or with RLE, for example as " + TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid()
                    + " (" + TransferSyntax.EXPLICIT_LITTLE_ENDIAN.title() + ")");
        }
        return syntax;
    }

    private @Nullable Element readDataSet(boolean explicit) {
        while (!in.atEnd()) {
            Element element = Element.read(in, explicit);
            if (element.tag() == Element.PIXEL_DATA) {
                return element;
            }
            readValue(element, explicit);
        }
        return null;
    }

    private void readValue(Element element, boolean explicit) {
        Attribute attribute = Attribute.of(element.tag());
        if (element.undefined()) {
            passSequence(explicit && !element.vr().equals("UN"), 0);
        } else if (attribute == null) {
            in.skip(element.length());
        } else if (element.length() > LONGEST_VALUE) {
            throw in.refuse(attribute + " claims " + element.length() + " bytes; at most " + LONGEST_VALUE
                    + " make sense");
        } else {
            values.put(attribute, in.bytes(element.length()));
        }
    }

    /// Items until the delimiter; nothing in them is wanted.
    private void passSequence(boolean explicit, int depth) {
        if (depth > DEEPEST) {
            throw in.refuse("sequences are nested more than " + DEEPEST + " deep");
        }
        for (Element item = Element.read(in, explicit); item.tag() != Element.SEQUENCE_END; item =
                Element.read(in, explicit)) {
            if (item.tag() != Element.ITEM) {
                throw in.refuse("an item " + Attribute.written(Element.ITEM) + " or the end of the sequence must"
                        + " stand here, was " + Attribute.written(item.tag()));
            }
            if (item.undefined()) {
                passItem(explicit, depth);
            } else {
                in.skip(item.length());
            }
        }
    }

    private void passItem(boolean explicit, int depth) {
        for (Element element = Element.read(in, explicit); element.tag() != Element.ITEM_END; element =
                Element.read(in, explicit)) {
            if (element.undefined()) {
                passSequence(explicit && !element.vr().equals("UN"), depth + 1);
            } else {
                in.skip(element.length());
            }
        }
    }
}
