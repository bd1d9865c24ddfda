package gatehouse.onvif;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML that strangers sent. Strict about what can hurt (no document type, no entities, bounded size, depth and
/// count), lenient about what devices get wrong (namespaces, blank lines before the declaration, tails after the root).
final class Xml {
    static final int MOST_BYTES = 1 << 20;
    static final int MOST_DEPTH = 64;
    static final int MOST_ELEMENTS = 50_000;

    private static final XMLInputFactory FACTORY = factory();

    /// Not what it should be.
    static sealed class Unreadable extends Exception permits Oversized, Html {
        Unreadable(String what) {
            super(what);
        }

        Unreadable(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /// More than we are ready to hold.
    static final class Oversized extends Unreadable {
        Oversized(String what) {
            super(what);
        }
    }

    /// A page for people: a login form, most often.
    static final class Html extends Unreadable {
        Html(String what) {
            super(what);
        }
    }

    private Xml() {}

    static Node read(byte[] bytes) throws Unreadable {
        if (bytes.length > MOST_BYTES) {
            throw new Oversized(bytes.length + " bytes");
        }
        int start = start(bytes);
        try {
            var reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes, start, bytes.length - start));
            try {
                return tree(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new Unreadable(firstLine(e.getMessage()), e);
        }
    }

    private static Node tree(XMLStreamReader reader) throws XMLStreamException, Unreadable {
        Node here = null;
        int depth = 0;
        int count = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD -> throw new Unreadable("it has a document type declaration");
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new Unreadable("it refers to an entity");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MOST_DEPTH) {
                        throw new Oversized("nested deeper than " + MOST_DEPTH);
                    }
                    if (++count > MOST_ELEMENTS) {
                        throw new Oversized("more than " + MOST_ELEMENTS + " elements");
                    }
                    here = started(reader, here);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (here != null) {
                        here.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    // What follows the root (the tail of a multipart message, a stray NUL) is of no interest.
                    if (here == null || here.parent().isEmpty()) {
                        return closed(here);
                    }
                    here = here.parent().orElseThrow();
                }
                default -> {}
            }
        }
        throw new Unreadable("it ends in the middle");
    }

    private static Node closed(Node root) throws Unreadable {
        if (root == null) {
            throw new Unreadable("it ends before it begins");
        }
        return root;
    }

    private static Node started(XMLStreamReader reader, Node parent) {
        var node = new Node(reader.getLocalName(), parent);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            // Element names come whole, attribute names in two parts; the JDK does that when it ignores namespaces.
            var prefix = reader.getAttributePrefix(i);
            var local = reader.getAttributeLocalName(i);
            node.put(prefix == null || prefix.isEmpty() ? local : prefix + ":" + local, reader.getAttributeValue(i));
        }
        return node;
    }

    /// Where the document begins: behind a byte order mark, blank lines, or the head of a multipart message.
    private static int start(byte[] bytes) throws Unreadable {
        boolean utf16 = bytes.length > 1
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
        if (utf16) {
            return 0;
        }
        var head = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        var low = head.toLowerCase(Locale.ROOT);
        if (low.contains("<html") || low.contains("<!doctype html")) {
            throw new Html("<html>");
        }
        int declaration = head.indexOf("<?xml");
        int from = declaration >= 0 ? declaration : head.indexOf('<');
        if (from < 0) {
            throw new Unreadable(bytes.length == 0 ? "it is empty" : "it is not XML");
        }
        return from;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // Undeclared prefixes are common; what a prefix stands for is looked up by Node where it matters.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, name) -> {
            throw new XMLStreamException("outside entities are not fetched");
        });
        return factory;
    }

    /// A time as xsd:duration in seconds, which every device understands.
    static String seconds(Duration time) {
        return "PT"
                + BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + "S";
    }

    static String escaped(String raw) {
        var out = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> {
                    if (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    private static String firstLine(String message) {
        return message == null
                ? "it is not XML"
                : message.lines()
                        .filter(l -> !l.startsWith("ParseError"))
                        .findFirst()
                        .orElse(message);
    }
}
