package consilium.ingest.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns an XML document's bytes into text by its byte order mark or its declared encoding, and refuses bytes that are
/// none: the JDK's own decoding reports those on the standard error stream.
///
/// Source: XML 1.0, appendix F.
final class XmlText {

    private static final int DECLARATION = 200;
    private static final Pattern ENCODING = Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)[\"']");

    private XmlText() {}

    static Reader open(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(DECLARATION);
        byte[] first = in.readNBytes(DECLARATION);
        in.reset();
        if (startsWith(first, 0xef, 0xbb, 0xbf)) {
            in.skipNBytes(3);
            return reader(in, StandardCharsets.UTF_8);
        }
        return reader(in, charset(first));
    }

    private static Charset charset(byte[] first) throws UnsupportedEncodingException {
        if (startsWith(first, 0xfe, 0xff) || startsWith(first, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16;
        }
        Matcher declared = ENCODING.matcher(new String(first, StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnsupportedEncodingException("encoding \"" + declared.group(1) + "\" is not known");
        }
    }

    private static Reader reader(InputStream in, Charset charset) {
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int index = 0; index < mark.length; index++) {
            if (index >= bytes.length || (bytes[index] & 0xff) != mark[index]) {
                return false;
            }
        }
        return true;
    }
}
