package io.backtrail.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * Writes audit records as Windows PowerShell's ConvertTo-Json prints them when the record was made an object first: two
 * spaces after each colon, dates as milliseconds, and one array after another in the same file.
 */
final class ShellJson {
    private final JsonFactory factory = new JsonFactory();
    private final Writer out;

    ShellJson(Writer out) {
        this.out = out;
        factory.setCharacterEscapes(new Escapes());
        factory.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** One array. */
    void page(List<Entry> entries) throws IOException {
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.setPrettyPrinter(new Layout());
            json.writeStartArray();
            for (int i = 0; i < entries.size(); i++) {
                row(json, entries.get(i), i + 1, entries.size());
            }
            json.writeEndArray();
        }
        out.write("\r\n");
    }

    private void row(JsonGenerator json, Entry entry, int index, int count) throws IOException {
        json.writeStartObject();
        json.writeStringField("RecordType", entry.kind().word());
        json.writeFieldName("CreationDate");
        json.writeRawValue("\"\\/Date(" + entry.time().toEpochMilli() + ")\\/\"");
        json.writeStringField("UserIds", entry.userId());
        json.writeStringField("Operations", entry.operation());
        json.writeFieldName("AuditData");
        try (JsonParser parser = factory.createParser(entry.auditData())) {
            parser.nextToken();
            json.copyCurrentStructure(parser);
        }
        json.writeNumberField("ResultIndex", index);
        json.writeNumberField("ResultCount", count);
        json.writeStringField("Identity", entry.id());
        json.writeBooleanField("IsValid", true);
        json.writeStringField("ObjectState", "Unchanged");
        json.writeEndObject();
    }

    /** Four spaces a level, lines of Windows, two spaces after the colon. */
    private static final class Layout extends DefaultPrettyPrinter {
        Layout() {
            DefaultIndenter lines = new DefaultIndenter("    ", "\r\n");
            indentArraysWith(lines);
            indentObjectsWith(lines);
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(":  ");
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Layout();
        }
    }

    /** The four characters that Windows PowerShell writes as numbers. */
    private static final class Escapes extends CharacterEscapes {
        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        Escapes() {
            for (char c : "<>&'".toCharArray()) {
                ascii[c] = CharacterEscapes.ESCAPE_CUSTOM;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
        }
    }
}
