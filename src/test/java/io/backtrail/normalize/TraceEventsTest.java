package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.backtrail.evidence.Shape;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Event;
import io.backtrail.model.MailItem;
import io.backtrail.model.Outcome;
import io.backtrail.model.Property;
import io.backtrail.model.Result;
import io.backtrail.model.Touched;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceEventsTest {
    private static Map<String, String> row(String... pairs) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(pairs[i], pairs[i + 1]);
        }
        return row;
    }

    private static Event event(Map<String, String> row) throws BadRecordException {
        return Records.event(Shape.MESSAGE_TRACE_CSV, String.join(",", row.values()), row);
    }

    private static Map<String, String> second(String recipient) {
        return row(
                "MessageTraceId",
                "70ACE000-1111-4222-8333-444444444444",
                "MessageId",
                "<1@north.example>",
                "Received",
                "2024-05-06T07:08:09.1234567Z",
                "SenderAddress",
                "Ada@North.example",
                "RecipientAddress",
                recipient,
                "Subject",
                "Re: invoice 7",
                "Status",
                "Delivered",
                "ToIP",
                "",
                "FromIP",
                "203.0.113.7",
                "Size",
                "87891");
    }

    @Test
    void readsEveryPartOfATracedMessage() throws BadRecordException {
        Event event = event(second("Cy@South.example"));

        assertEquals("70ace000-1111-4222-8333-444444444444/cy@south.example", event.eventId());
        assertEquals("message-trace", event.family());
        assertEquals(Instant.parse("2024-05-06T07:08:09.123456700Z"), event.eventTime());
        assertFalse(event.timeInferred());
        assertEquals("MessageTrace", event.activity().operation());
        assertEquals(new Actor("ada@north.example", "Ada@North.example", null, null, ActorKind.UNKNOWN), event.actor());
        assertEquals("203.0.113.7", event.client().ip());
        assertEquals("70ace000-1111-4222-8333-444444444444", event.links().correlationId());
        assertEquals(new Outcome(Result.SUCCESS, null, "Delivered"), event.outcome());
        assertEquals(new Touched(null, null, "cy@south.example", "Re: invoice 7"), event.touched());
        assertEquals(List.of(new MailItem(null, "<1@north.example>", "Re: invoice 7", 87891L, "send")), event.items());
        assertEquals(List.of("cy@south.example"), event.recipients());
        assertTrue(event.properties().contains(new Property("MessageTrace", "Status", "Delivered", null)));
        assertEquals("Mail \"Re: invoice 7\" from ada@north.example to cy@south.example: Delivered", event.summary());
    }

    @Test
    void tellsTheRecipientsOfOneMessageApart() throws BadRecordException {
        assertNotEquals(
                event(second("cy@south.example")).eventId(),
                event(second("di@south.example")).eventId());
    }

    @Test
    void readsTheSummaryOfAHistoricalSearch() throws BadRecordException {
        Event event = event(row(
                "origin_timestamp_utc",
                "2024-05-06T07:08:09.0000000Z",
                "sender_address",
                "ada@north.example",
                "recipient_status",
                "cy@south.example##Receive, Deliver;di@south.example##Receive, Fail",
                "message_subject",
                "Hi",
                "total_bytes",
                "10",
                "message_id",
                "<2@north.example>",
                "original_client_ip",
                "2001:db8::7",
                "directionality",
                "Originating"));

        assertEquals(List.of("cy@south.example", "di@south.example"), event.recipients());
        assertEquals(Result.SUCCESS, event.outcome().result());
        assertEquals("2001:db8::7", event.client().ip());
        assertEquals("Mail \"Hi\" from ada@north.example to cy@south.example, di@south.example", event.summary());
        assertTrue(event.eventId().startsWith("derived:"));
    }

    @Test
    void readsTheDetailsOfAHistoricalSearch() throws BadRecordException {
        Map<String, String> row = row(
                "date_time_utc",
                "2024-05-06T07:08:09Z",
                "client_ip",
                "203.0.113.7",
                "source",
                "SMTP",
                "event_id",
                "SEND",
                "message_id",
                "<2@north.example>",
                "recipient_address",
                "cy@south.example;di@south.example",
                "message_subject",
                "Hi",
                "sender_address",
                "<>");

        Event event = event(row);

        assertEquals(new Outcome(Result.SUCCESS, null, "SEND"), event.outcome());
        assertEquals(List.of("cy@south.example", "di@south.example"), event.recipients());
        assertEquals("Mail \"Hi\" from the mail system to cy@south.example, di@south.example: SEND", event.summary());
    }

    @ParameterizedTest
    @CsvSource({
        "Delivered, SUCCESS",
        "Expanded, SUCCESS",
        "Failed, FAILURE",
        "Quarantined, FAILURE",
        "FilteredAsSpam, FAILURE",
        "Pending, UNKNOWN",
        "GettingStatus, UNKNOWN"
    })
    void readsTheStatus(String status, Result result) throws BadRecordException {
        Map<String, String> row = second("cy@south.example");
        row.put("Status", status);

        assertEquals(result, event(row).outcome().result());
    }

    @Test
    void saysThatACulturesTimeWasInferred() throws BadRecordException {
        Map<String, String> row = second("cy@south.example");
        row.put("Received", "5/6/2024 7:08:09 AM");

        Event event = event(row);

        assertEquals(Instant.parse("2024-05-06T07:08:09Z"), event.eventTime());
        assertTrue(event.timeInferred());
    }

    @Test
    void refusesARowWithoutATime() {
        Map<String, String> row = second("cy@south.example");
        row.remove("Received");

        assertEquals(
                "record.no-time",
                assertThrows(BadRecordException.class, () -> event(row)).code());
    }
}
