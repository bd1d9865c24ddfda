package gatehouse.sim.onvif;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a message from the network into elements: no DTD, no entities, capped in depth and count. The caller caps the
/// bytes.
final class XmlReader {
    private static final int MOST_DEEP = 32;
    private static final int MOST_ELEMENTS = 2000;
    private static final XMLInputFactory FACTORY = hardened();

    private final XMLStreamReader xml;
    private int elements;

    private XmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Element read(byte[] bytes) throws XMLStreamException {
        var xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
        try {
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                if (xml.getEventType() == XMLStreamConstants.DTD) {
                    throw new XMLStreamException("A message has no document type");
                }
            }
            return new XmlReader(xml).element(Map.of(), 0);
        } finally {
            xml.close();
        }
    }

    private Element element(Map<String, String> outer, int depth) throws XMLStreamException {
        if (depth > MOST_DEEP || ++elements > MOST_ELEMENTS) {
            throw new XMLStreamException("The message is too deep or has too many elements");
        }
        String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
        String name = xml.getLocalName();
        var prefixes = prefixes(outer);
        var attributes = attributes();
        var text = new StringBuilder();
        List<Element> children = new ArrayList<>();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(prefixes, depth + 1));
                case XMLStreamConstants.END_ELEMENT -> {
                    return new Element(
                            namespace,
                            name,
                            attributes,
                            prefixes,
                            text.toString().trim(),
                            List.copyOf(children));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("A message has no entities");
                default -> {
                    // Comments and processing instructions say nothing to a device.
                }
            }
        }
    }

    private Map<String, String> prefixes(Map<String, String> outer) {
        if (xml.getNamespaceCount() == 0) {
            return outer;
        }
        var prefixes = new HashMap<>(outer);
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            String prefix = xml.getNamespacePrefix(i) == null ? "" : xml.getNamespacePrefix(i);
            prefixes.put(prefix, xml.getNamespaceURI(i) == null ? "" : xml.getNamespaceURI(i));
        }
        return Map.copyOf(prefixes);
    }

    private Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return Map.copyOf(attributes);
    }

    private static XMLInputFactory hardened() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory;
    }
}
