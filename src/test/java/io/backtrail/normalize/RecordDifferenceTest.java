package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDifferenceTest {
    private static final String RECORD =
            "{\"CreationTime\":\"2026-09-07T08:09:10\",\"Id\":\"1\",\"RecordType\":1,\"UserType\":2,"
                    + "\"LogonType\":0,\"ExternalAccess\":false,\"ClientIP\":\"203.0.113.7\",\"Subject\":\"caf\u00e9\",\"Size\":1156492,"
                    + "\"Parameters\":[{\"Name\":\"Path\",\"Value\":\"a/b\"}]}";

    private final RecordDifference differences = new RecordDifference();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a trailing Z            | writing          | 08:09:10"           | 08:09:10Z"
            fractions of nothing    | writing          | 08:09:10"           | 08:09:10.0000000Z"
            an enum as a text       | writing          | "RecordType":1      | "RecordType":"ExchangeAdmin"
            a user type as a text   | writing          | "UserType":2        | "UserType":"Admin"
            a logon type as a text  | writing          | "LogonType":0       | "LogonType":"Owner"
            a number as a text      | writing          | :1156492            | :"1156492"
            a number with a point   | writing          | :1156492            | :1156492.00
            a truth as a text       | writing          | :false              | :"False"
            an escaped slash        | writing          | a/b                 | a\\/b
            a note of OData         | writing          | "UserType":2        | "UserType":2,"UserType@odata.type":"#Int64"
            a bag as a text         | writing          | [{"Name":"Path","Value":"a/b"}] | "[{\\"Name\\":\\"Path\\",\\"Value\\":\\"a/b\\"}]"
            a field of nothing      | writing          | "UserType":2        | "UserType":2,"Scope":null,"Folders":[]
            letters lost            | letters          | caf\u00e9           | caf?
            another address         | content: ClientIP | 203.0.113.7        | 203.0.113.8
            another hour            | content: CreationTime | T08:         | T09:
            another parameter       | content: Parameters | a/b             | a/c
            a field taken out       | fields: ClientIP | "ClientIP":"203.0.113.7", | ``
            """)
    void tellsWritingFromContent(String what, String said, String stands, String other) {
        String changed = RECORD.replace(stands, other);
        assertEquals(said, differences.of(RECORD, changed), what);
        assertEquals(said, differences.of(changed, RECORD), what);
    }

    @Test
    void doesNotMindTheOrderOfKeys() {
        assertEquals(
                "writing",
                differences.of("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}", "{ \"b\": {\"d\":3,\"c\":2}, \"a\":1 }"));
    }

    @Test
    void doesNotCompareWhatTwoKindsOfExportWriteInTheirOwnWords() {
        assertEquals("form", differences.of(RECORD, "2026-09-07,1,ada@north.example"));
        assertEquals(
                "form",
                differences.of(
                        "{\"id\":\"1\",\"appId\":\"2\",\"ip\":\"x\"}",
                        "{\"time\":\"1\",\"category\":\"2\",\"properties\":{\"id\":1}}"));
    }

    @Test
    void comparesRowsWithoutTheirQuotes() {
        assertEquals("writing", differences.of("a,b,\"c\"", "\"a\",b,c"));
        assertEquals("content: row", differences.of("a,b,c", "a,b,d"));
    }

    @Test
    void isNotHeldUpByANumberWithoutEnd() {
        assertEquals("content: a", differences.of("{\"a\":1e999999999,\"b\":1}", "{\"a\":1e999999998,\"b\":1}"));
    }
}
