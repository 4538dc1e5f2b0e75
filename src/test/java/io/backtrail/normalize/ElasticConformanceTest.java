package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Elastic made of real records reads back as the records themselves, also where it did not keep the original. */
@Tag("conformance")
class ElasticConformanceTest {
    private final Normalizer normalizer = new Normalizer();
    private final List<String> differences = new ArrayList<>();
    private int compared;

    @Test
    void aSpreadRecordReadsAsTheRecordItself() throws IOException {
        Path folder = PeerFiles.folder("elastic-o365");
        assumeTrue(folder != null, "the samples are not here");
        for (PeerFiles.Pair pair : PeerFiles.pairs(folder)) {
            // Records of two fields are there to try one step of the peer's, and no service wrote them.
            boolean whole = JsonText.read(pair.raw()).word("Operation") != null
                    && JsonText.read(pair.raw()).word("CreationTime") != null;
            if (whole) {
                compare(pair);
            }
        }
        differences.stream().limit(40).forEach(System.out::println);
        assertTrue(compared > 500, compared + " records");
        assertEquals(0, differences.size());
    }

    private void compare(PeerFiles.Pair pair) {
        try {
            Event told = event(Shape.AUDIT_DATA_JSON, pair.raw());
            Event again =
                    event(Shape.ELASTIC, without(pair.expected(), "original").asText());
            compared++;
            String place = pair.file() + " " + told.eventId() + " ";
            same(place + "time", told.eventTime(), again.eventTime());
            same(place + "id", told.eventId(), again.eventId());
            same(place + "type", told.activity().recordType(), again.activity().recordType());
            same(place + "account", told.actor().account(), again.actor().account());
            same(place + "result", told.outcome().result(), again.outcome().result());
            same(place + "mailbox", told.touched().mailbox(), again.touched().mailbox());
            same(place + "session", told.links().sessionId(), again.links().sessionId());
        } catch (BadRecordException e) {
            differences.add(pair.file() + " " + e.reason());
        }
    }

    private Event event(Shape shape, String raw) throws BadRecordException {
        return normalizer.normalize(shape, new RawRecord(1, 0, raw, Map.of()));
    }

    private void same(String what, Object told, Object again) {
        if (!Objects.equals(told, again)) {
            differences.add(what + ": " + told + ", spread " + again);
        }
    }

    private static Json without(Json object, String name) {
        List<String> names = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        for (int i = 0; i < object.names().size(); i++) {
            String each = object.names().get(i);
            if (!each.equals(name) && !each.endsWith("." + name)) {
                names.add(each);
                Json value = object.values().get(i);
                values.add(each.equals("event") ? without(value, name) : value);
            }
        }
        return Json.object(names, values);
    }
}
