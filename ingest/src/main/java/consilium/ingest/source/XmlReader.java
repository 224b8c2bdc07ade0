package consilium.ingest.source;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Pulls elements out of an XML source, one after another; namespaces are ignored.
///
/// A document type, and with it every entity of its own, is refused: no file outside is opened and nothing expands.
public final class XmlReader implements AutoCloseable {

    private static final XMLInputFactory FACTORY = factory();
    private static final String MESSAGE = "Message: ";

    private final String name;
    private final Reader in;
    private final XMLStreamReader xml;
    private int depth;

    private XmlReader(String name, Reader in) throws XMLStreamException {
        this.name = name;
        this.in = in;
        this.xml = FACTORY.createXMLStreamReader(in);
    }

    /// The source, at its root element.
    ///
    /// @throws ProblemException `BadInput` when it is no XML or has a document type
    public static XmlReader open(ByteSource source) {
        try {
            XmlReader reader = new XmlReader(source.name(), XmlText.open(source.open()));
            reader.toRoot();
            return reader;
        } catch (IOException e) {
            throw new Problem.BadInput(source.name(), "",
                    "cannot be opened (" + brief(String.valueOf(e.getMessage())) + ")")
                    .toException(e);
        } catch (XMLStreamException e) {
            throw malformed(source.name(), e);
        }
    }

    /// The present element's name, without its namespace.
    public String element() {
        return xml.getLocalName();
    }

    /// An attribute of the present element, asked for before its children or text are read.
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(xml.getAttributeValue(null, attribute));
    }

    /// Tells each child element of the present one; whatever of a child is not read is passed over.
    public void children(Consumer<String> child) {
        int parent = depth;
        while (advance() && depth >= parent) {
            if (xml.isStartElement()) {
                child.accept(xml.getLocalName());
                passTo(parent);
            }
        }
    }

    /// The present element's text, without blanks around it.
    public String text() {
        String element = element();
        StringBuilder text = new StringBuilder();
        int parent = depth;
        while (advance() && depth >= parent) {
            if (xml.isStartElement()) {
                throw refuse("<" + element + "> holds text, not <" + element() + ">");
            }
            if (xml.isCharacters()) {
                text.append(xml.getText());
            }
        }
        return text.toString().strip();
    }

    /// The present element's text as a whole number.
    public int wholeNumber() {
        String element = element();
        String text = text();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refuse("<" + element + "> is a whole number, was \"" + brief(text) + "\"").problem().toException(e);
        }
    }

    /// The present element's text as a finite number.
    public double number() {
        String element = element();
        return number("<" + element + ">", text());
    }

    /// @param what for the message
    public double number(String what, String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refuse(what + " is a number, was \"" + brief(text) + "\"").problem().toException(e);
        }
        throw refuse(what + " is a finite number, was \"" + brief(text) + "\"");
    }

    /// Reads to the end, so that what follows is known to be well formed.
    public void end() {
        passTo(-1);
    }

    /// Line and column of the present element.
    public String position() {
        return position(xml.getLocation());
    }

    public ProblemException refuse(String why) {
        return new Problem.BadInput(name, position(), why).toException();
    }

    @Override
    public void close() {
        try {
            xml.close();
            in.close();
        } catch (XMLStreamException | IOException e) {
            throw new Problem.BadInput(name, "", "cannot be closed").toException(e);
        }
    }

    private void toRoot() {
        while (depth == 0) {
            if (!advance()) {
                throw refuse("the document has no element");
            }
        }
    }

    private void passTo(int level) {
        while (depth > level && advance()) {
            // advance counts the depth
        }
    }

    private boolean advance() {
        try {
            if (!xml.hasNext()) {
                return false;
            }
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD -> throw refuse("a document type is not allowed here; remove <!DOCTYPE>");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refuse("the entity &" + xml.getLocalName() + "; is not defined");
                default -> {
                }
            }
            return true;
        } catch (XMLStreamException e) {
            throw malformed(name, e);
        }
    }

    private static ProblemException malformed(String name, XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf(MESSAGE);
        String why = start < 0 ? message : message.substring(start + MESSAGE.length());
        return new Problem.BadInput(name, position(e.getLocation()), "is not well-formed XML (" + brief(why) + ")")
                .toException(e);
    }

    private static String position(@Nullable Location at) {
        return at == null || at.getLineNumber() < 0
                ? ""
                : "line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    }

    private static String brief(String text) {
        return text.length() > 120 ? text.substring(0, 117) + "..." : text;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }
}
