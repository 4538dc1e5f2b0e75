package io.backtrail.normalize;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backtrail.evidence.RawRecord;
import io.backtrail.evidence.Shape;
import io.backtrail.model.Event;
import io.backtrail.model.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** We and a peer read the same real records; where we differ, the reason stands here. */
@Tag("conformance")
class NormalizeConformanceTest {
    private static final double ENOUGH = 97.0;

    private final Normalizer normalizer = new Normalizer();
    private final Agreement time = new Agreement("time");
    private final Agreement id = new Agreement("event id");
    private final Agreement ip = new Agreement("address");
    private final Agreement user = new Agreement("user");
    private final Agreement action = new Agreement("operation");
    private final Agreement outcome = new Agreement("outcome");

    @Test
    void agreesWithAPeerOnAuditRecords() throws IOException {
        Path folder = PeerFiles.folder("elastic-o365");
        assumeTrue(folder != null, "the samples are not here");
        for (PeerFiles.Pair pair : PeerFiles.pairs(folder)) {
            try {
                compareAudit(pair, normalizer.normalize(Shape.AUDIT_DATA_JSON, record(pair)));
            } catch (BadRecordException e) {
                compareAddressOnly(pair, e);
            }
        }
        report();
    }

    @Test
    void agreesWithAPeerOnSignins() throws IOException {
        compareEntra("elastic-signin", Shape.SIGNIN_JSON, "SignInLogs", "azure.signinlogs.properties.");
    }

    @Test
    void agreesWithAPeerOnDirectoryAudits() throws IOException {
        compareEntra("elastic-entra-audit", Shape.DIRECTORY_AUDIT_JSON, "AuditLogs", "azure.auditlogs.properties.");
    }

    private void compareEntra(String name, Shape shape, String category, String prefix) throws IOException {
        Path folder = PeerFiles.folder(name);
        assumeTrue(folder != null, "the samples are not here");
        for (PeerFiles.Pair pair : PeerFiles.pairs(folder)) {
            try {
                Event event = normalizer.normalize(shape, record(pair));
                compareEntra(pair, event, prefix);
            } catch (BadRecordException e) {
                // Risk events and Graph activity lie in the same folders; they are neither sign-in nor directory audit.
                String found = JsonText.read(pair.raw()).word("category");
                assertTrue(found == null || !found.endsWith(category), e.reason() + " " + pair.raw());
            }
        }
        report();
    }

    private void compareEntra(PeerFiles.Pair pair, Event event, String prefix) {
        Json theirs = pair.expected();
        String place = pair.file() + " " + event.eventId();
        Instant theirTime = TimeText.iso(PeerFiles.word(theirs, "@timestamp"));
        time.compare(millis(event.eventTime()), millis(theirTime), null, place);
        id.compare(event.eventId(), PeerFiles.word(theirs, prefix + "id"), null, place);
        ip.compare(event.client().ip(), canonical(PeerFiles.word(theirs, "source.ip")), null, place);
        user.compare(event.actor().userKey(), theirUser(theirs, prefix), null, place);
        action.compare(event.activity().operation(), PeerFiles.word(theirs, "event.action"), null, place);
        boolean interrupted = event.outcome().result() == Result.INTERRUPTED;
        String reason = interrupted ? "a sign-in that stopped for more proof is interrupted" : null;
        outcome.compare(event.outcome().result().word(), PeerFiles.word(theirs, "event.outcome"), reason, place);
    }

    private static String millis(Instant time) {
        return String.valueOf(time == null ? null : time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The peer names a user by object id and an app by service principal, in one of several places. */
    private static String theirUser(Json theirs, String prefix) {
        for (String name : List.of(
                prefix + "user_id",
                "user.id",
                prefix + "service_principal_id",
                prefix + "initiated_by.user.id",
                prefix + "initiated_by.app.servicePrincipalId")) {
            String found = PeerFiles.word(theirs, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static RawRecord record(PeerFiles.Pair pair) {
        return new RawRecord(1, 0, pair.raw(), Map.of());
    }

    /** Some test records of the peer hold an address and no operation; we rightly refuse them. */
    private void compareAddressOnly(PeerFiles.Pair pair, BadRecordException refusal) throws IOException {
        Json raw = JsonText.read(pair.raw());
        assertTrue(raw.at("Operation").isNothing() && refusal.code().equals("record.no-operation"), pair.raw());
        if (raw.word("ClientIP") == null) {
            return;
        }
        AddressText ours = AddressText.read(raw.word("ClientIP"));
        String theirs = PeerFiles.word(pair.expected(), "client.ip");
        String reason = raw.word("ClientIP").startsWith("[") ? "the peer reads brackets only with a port" : null;
        ip.compare(ours == null ? null : ours.ip(), canonical(theirs), reason, pair.raw());
    }

    private void compareAudit(PeerFiles.Pair pair, Event event) throws IOException {
        Json theirs = pair.expected();
        Json raw = JsonText.read(pair.raw());
        String place = pair.file() + " " + event.eventId();
        time.compare(
                event.eventTime().toString(),
                String.valueOf(TimeText.iso(PeerFiles.word(theirs, "@timestamp"))),
                null,
                place);
        String ownId = event.eventId().startsWith("derived:") ? null : event.eventId();
        id.compare(ownId, PeerFiles.word(theirs, "event.id"), null, place);
        String address = PeerFiles.word(theirs, "client.ip");
        ip.compare(event.client().ip(), canonical(address), addressReason(event, raw, address), place);
        user.compare(event.actor().userId(), PeerFiles.word(theirs, "user.id"), userReason(event), place);
        String did = PeerFiles.word(theirs, "event.action");
        action.compare(event.activity().operation().strip(), did, actionReason(did), place);
        String ended = PeerFiles.word(theirs, "event.outcome");
        outcome.compare(event.outcome().result().word(), ended, outcomeReason(event, raw), place);
    }

    private static String canonical(String address) {
        AddressText read = AddressText.read(address);
        return read == null ? address : read.ip();
    }

    private static String addressReason(Event event, Json raw, String theirs) {
        if ("::1".equals(theirs) && event.client().ip() == null) {
            return "::1 is the service itself and no client";
        }
        boolean broken = raw.word("ClientIPAddress") != null && AddressText.read(raw.word("ClientIPAddress")) == null;
        return broken && theirs == null ? "ClientIPAddress is broken and ClientIP beside it is not" : null;
    }

    private static String userReason(Event event) {
        boolean agent = event.actor().userId() != null
                && event.actor().userId().toLowerCase(Locale.ROOT).startsWith("dlp");
        return agent ? "the DLP agent acted; the peer names the person whose message or file it looked at" : null;
    }

    private static String actionReason(String theirs) {
        boolean translated = theirs != null && theirs.matches("(added|modified|deleted|removed)-[a-z-]+");
        return translated ? "the peer's older version translates the operation" : null;
    }

    private static String outcomeReason(Event event, Json raw) {
        boolean silent = raw.word("ResultStatus") == null && event.outcome().result() == Result.UNKNOWN;
        if (silent) {
            return "the record has no ResultStatus, so we claim neither success nor failure";
        }
        boolean signin = event.activity().operation().equals("UserLoginFailed");
        if (signin && event.outcome().result() == Result.INTERRUPTED) {
            return "a sign-in that stopped for more proof is interrupted";
        }
        return signin ? "the peer believes the ResultStatus of a failed sign-in" : null;
    }

    private void report() {
        List<Agreement> all = List.of(time, id, ip, user, action, outcome);
        all.forEach(System.out::println);
        all.forEach(each -> assertTrue(each.percent() >= ENOUGH, each.toString()));
    }
}
