package io.backtrail.evidence;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One object of Export-Clixml as names and texts: a list as its parts with commas between, an enumeration by its name. Knows
 * no document types and fetches nothing.
 */
final class CliXmlObject {
    private static final int DEEPEST = 40;
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private CliXmlObject(XMLStreamReader reader) {
        this.reader = reader;
    }

    /**
     * The properties of the object in their order.
     *
     * @throws IOException when the text is no whole XML element, or nested beyond all objects
     */
    static Map<String, String> properties(String element) throws IOException {
        try {
            CliXmlObject object = new CliXmlObject(FACTORY.createXMLStreamReader(new StringReader(element)));
            object.reader.nextTag();
            object.object(0);
            object.end();
            return object.properties;
        } catch (XMLStreamException | RuntimeException e) {
            // The parser of the JDK throws more than it declares on some broken text.
            throw new IOException("no whole XML element", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private void end() throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    /** Reads an {@code <Obj>}, keeping the properties of the outermost; what it says as one text. */
    private String object(int depth) throws XMLStreamException, IOException {
        if (depth > DEEPEST) {
            throw new IOException("nested too deep");
        }
        String shown = null;
        boolean list = false;
        List<String> parts = new ArrayList<>();
        while (reader.next() != XMLStreamConstants.END_ELEMENT
                || !reader.getLocalName().equals("Obj")) {
            if (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String tag = reader.getLocalName();
            switch (tag) {
                case "LST", "IE", "QUE", "STK" -> list = true;
                case "TN", "TNRef", "Props", "MS", "T", "DCT", "En" -> {
                    // What they hold comes next, and names of types tell nothing.
                }
                case "ToString" -> shown = text();
                default -> part(tag, depth, parts);
            }
        }
        boolean told = shown != null && !shown.isEmpty() && !list;
        return told || parts.isEmpty() ? shown : String.join(", ", parts);
    }

    private void part(String tag, int depth, List<String> parts) throws XMLStreamException, IOException {
        String name = reader.getAttributeValue(null, "N");
        String value = tag.equals("Obj") ? object(depth + 1) : tag.equals("Nil") ? nil() : text();
        if (name == null || depth > 0) {
            parts.add(value == null ? "" : value);
        }
        if (name != null && depth == 0) {
            String decoded = decoded(name);
            properties.put(Names.unused(properties.keySet(), decoded), value == null ? "" : value);
        }
    }

    private String nil() throws XMLStreamException {
        reader.getElementText();
        return null;
    }

    private String text() throws XMLStreamException {
        return decoded(reader.getElementText());
    }

    /** PowerShell writes characters that XML has not as {@code _x000D_}. */
    private static String decoded(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        Matcher escapes = ESCAPE.matcher(text);
        return escapes.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
