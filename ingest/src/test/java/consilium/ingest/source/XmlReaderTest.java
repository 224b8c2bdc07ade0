package consilium.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReaderTest {

    @Test
    void whatOfAChildIsNotReadIsPassedOver() {
        List<String> seen = new ArrayList<>();
        try (XmlReader xml = XmlReader.open(xml("<a><b><c>1</c></b><d>text</d><e/></a>"))) {
            xml.children(child -> {
                seen.add(child);
                if (child.equals("d")) {
                    seen.add(xml.text());
                }
            });
        }
        assertThat(seen).containsExactly("b", "d", "text", "e");
    }

    @Test
    void namespacesAreIgnored() {
        try (XmlReader xml = XmlReader.open(xml("<n:a xmlns:n='urn:x' k='v'/>"))) {
            assertThat(xml.element()).isEqualTo("a");
            assertThat(xml.attribute("k")).contains("v");
            assertThat(xml.attribute("absent")).isEmpty();
        }
    }

    @Test
    void aDocumentTypeIsRefused() {
        assertThat(refusal("<!DOCTYPE a><a/>"))
                .matches("test.xml at line 1, column \\d+: a document type is not allowed here; remove <!DOCTYPE>");
    }

    @Test
    void aBillionLaughsDoNotExpand() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
        for (int level = 1; level < 40; level++) {
            bomb.append("<!ENTITY l").append(level).append(" \"").append(("&l" + (level - 1) + ";").repeat(10))
                    .append("\">");
        }
        bomb.append("]><a>&l39;</a>");
        byte[] bytes = bomb.toString().getBytes(StandardCharsets.UTF_8);

        Damage.hold(bytes, "a billion laughs", XmlReaderTest::readAll);
        assertThat(refusal(bomb.toString())).contains("a document type is not allowed here");
    }

    @Test
    void anExternalEntityIsNotOpened(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        assertThat(refusal("<!DOCTYPE a [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><a>&e;</a>"))
                .contains("a document type is not allowed here")
                .doesNotContain("secret");
    }

    @Test
    void anUndefinedEntityIsRefused() {
        assertThat(refusal("<a>&nbsp;</a>")).startsWith("test.xml at line 1");
    }

    @Test
    void unbalancedElementsAreRefused() {
        assertThat(refusal("<a><b></a>")).startsWith("test.xml at line 1, column ").contains("not well-formed");
    }

    @Test
    void whatIsNoXmlIsRefused() {
        assertThat(refusal("RIFF")).startsWith("test.xml at line 1").contains("not well-formed");
        assertThat(refusal("")).startsWith("test.xml").contains("not well-formed");
    }

    @Test
    void theDeclaredEncodingCounts() {
        byte[] latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1);
        byte[] marked = "\ufeff<a>\u00e9</a>".getBytes(StandardCharsets.UTF_8);
        byte[] wide = "<a>\u00e9</a>".getBytes(StandardCharsets.UTF_16);

        for (byte[] bytes : List.of(latin, marked, wide)) {
            try (XmlReader xml = XmlReader.open(ByteSource.of("test.xml", bytes))) {
                assertThat(xml.text()).isEqualTo("\u00e9");
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThat(Damage.refusal(ByteSource.of("test.xml", new byte[] {'<', 'a', '>', (byte) 0xff}),
                XmlReaderTest::readAll))
                .startsWith("test.xml").contains("not well-formed");
        assertThat(refusal("<?xml version='1.0' encoding='klingon'?><a/>"))
                .isEqualTo("test.xml: cannot be opened (encoding \"klingon\" is not known)");
    }

    @Test
    void anElementWithinTextIsRefused() {
        assertThat(Damage.refusal(xml("<a>1<b/></a>"), source -> {
            try (XmlReader xml = XmlReader.open(source)) {
                xml.text();
            }
        })).contains("<a> holds text, not <b>");
    }

    @Test
    void numbersMustBeFinite() {
        assertThat(Damage.refusal(xml("<a>NaN</a>"), source -> {
            try (XmlReader xml = XmlReader.open(source)) {
                xml.number();
            }
        })).contains("<a> is a finite number, was \"NaN\"");
    }

    @Test
    void endlessNestingIsRefused() {
        assertThat(refusal("<a>".repeat(100_000))).contains("not well-formed");
    }

    private static String refusal(String text) {
        return Damage.refusal(xml(text), XmlReaderTest::readAll);
    }

    private static void readAll(ByteSource source) {
        try (XmlReader xml = XmlReader.open(source)) {
            xml.children(child -> {});
            xml.end();
        }
    }

    private static ByteSource xml(String text) {
        return ByteSource.of("test.xml", text.getBytes(StandardCharsets.UTF_8));
    }
}
