package io.backtrail.report;

import io.backtrail.model.Activity;
import io.backtrail.model.Actor;
import io.backtrail.model.ActorKind;
import io.backtrail.model.Client;
import io.backtrail.model.Column;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.Network;
import io.backtrail.model.Origin;
import io.backtrail.model.Outcome;
import io.backtrail.model.Place;
import io.backtrail.model.Result;
import io.backtrail.model.Table;
import io.backtrail.model.Touched;
import io.backtrail.store.CaseReader;
import io.backtrail.store.CaseWriter;
import io.backtrail.store.SourceFacts;
import io.backtrail.store.SourceImport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small case for the report: events go in first, then the result tables. Everything in it is invented. */
final class InventedCase {
    static final String HIS_SESSION = "637a72b7-0000-4000-8000-000000000001";
    private static final Instant IMPORTED = Instant.parse("2026-09-20T08:00:00Z");
    private final List<Event> events = new ArrayList<>();
    private final List<List<Object>> verdicts = new ArrayList<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private int rejects;

    /** An adversary in the middle at north.example: sign-in, rule, mail read, invoice fraud, a second account. */
    static InventedCase takeover() {
        InventedCase built = new InventedCase();
        for (int day = 1; day <= 16; day++) {
            if (day != 5 && day != 6) {
                String time = String.format("2026-09-%02dT08:1%d:00Z", day, day % 6);
                built.owner(time, "jo@north.example", "UserLoggedIn", "Jo signed in from the office");
                built.owner(time.replace("T08", "T09"), "jo@north.example", "FileAccessed", "Jo opened plan.xlsx");
            }
        }
        built.hostile(
                "2026-09-07T11:58:20Z",
                "UserLoginFailed",
                "credential-attack",
                "Sign-in as Jo failed: MFA needed",
                null);
        built.hostile(
                "2026-09-07T12:00:00Z",
                "UserLoggedIn",
                "initial-access",
                "Somebody signed in as Jo from 203.0.113.7",
                null);
        built.hostile(
                "2026-09-07T12:04:30Z",
                "New-InboxRule",
                "persistence",
                "Rule '..' moves mail from pay@south.example to RSS Feeds and marks it read",
                null);
        built.hostile(
                "2026-09-07T12:10:00Z", "MailItemsAccessed", "collection", "Two messages in Inbox were read", null);
        built.hostile(
                "2026-09-07T13:31:12Z",
                "Send",
                "fraud",
                "Jo's mailbox sent 'New bank details' to pay@south.example",
                "New bank details");
        built.suspect("2026-09-08T07:45:00Z", "amy@north.example", "UserLoggedIn", "Amy signed in from 198.51.100.23");
        built.add(
                "2026-09-09T10:00:00Z",
                "admin@north.example",
                "Reset user password.",
                "The admin set a new password for Jo",
                null,
                "192.0.2.10",
                "owner",
                "high",
                -16,
                4L,
                "response");
        built.owner("2026-09-07T12:06:00Z", "jo@north.example", "FileModified", "Jo saved plan.xlsx");
        built.rejects = 2;
        built.results();
        return built;
    }

    InventedCase owner(String time, String account, String operation, String summary) {
        return add(time, account, operation, summary, null, "192.0.2.10", "owner", "high", -16, 2L, null);
    }

    InventedCase hostile(String time, String operation, String phase, String summary, String subject) {
        return add(
                time,
                "jo@north.example",
                operation,
                summary,
                subject,
                "203.0.113.7",
                "attacker",
                "high",
                27,
                1L,
                phase);
    }

    InventedCase suspect(String time, String account, String operation, String summary) {
        return add(
                time, account, operation, summary, null, "198.51.100.23", "suspect", "medium", 7, 3L, "initial-access");
    }

    InventedCase add(
            String time,
            String account,
            String operation,
            String summary,
            String subject,
            String ip,
            String verdict,
            String confidence,
            int score,
            Long session,
            String phase) {
        long number = events.size() + 1;
        String id = String.format("%08x-0000-4000-8000-00000000000a", number);
        boolean failed = operation.endsWith("Failed");
        String workload = operation.contains("ser")
                ? "AzureActiveDirectory"
                : operation.startsWith("File") ? "OneDrive" : "Exchange";
        events.add(new Event(
                id,
                "ual",
                Instant.parse(time),
                null,
                false,
                new Activity(workload, 15, operation),
                new Actor(account, account, null, 0, ActorKind.USER),
                new Client(ip, null, null, null, null, null, null),
                new Links(HIS_SESSION, "SessionId", null, null, null),
                new Outcome(failed ? Result.FAILURE : Result.SUCCESS, null, null),
                new Touched(null, null, null, subject),
                summary,
                List.of(),
                List.of(),
                List.of(),
                List.of()));
        verdicts.add(Arrays.asList(number, id, session, verdict, confidence, false, score, phase));
        return this;
    }

    /** Fills a result table; the columns are those of the schema. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final InventedCase fill(String table, List<Object>... rows) {
        return fill(table, List.of(rows));
    }

    InventedCase fill(String table, List<List<Object>> rows) {
        try (CaseReader schema = CaseReader.empty()) {
            List<Column> columns = schema.describe("SELECT * FROM " + table);
            tables.put(table, new Table(columns, rows));
        }
        return this;
    }

    /** Writes the case and gives its database. */
    Path write(Path dir) {
        Path file = dir.resolve("case.duckdb");
        fillVerdicts();
        try (CaseWriter writer = CaseWriter.open(file)) {
            try (SourceImport source = writer.begin()) {
                for (int i = 0; i < events.size(); i++) {
                    source.add(events.get(i), new Origin(i + 1, 400L * i, "a".repeat(64)), "{}");
                }
                for (int i = 0; i < rejects; i++) {
                    source.reject(900 + i, 360_000 + i, "json.end", "the record ends in the middle", "{\"Id\":", 6);
                }
                source.commit(new SourceFacts(
                        "evidence/north-ual.csv",
                        "5c".repeat(32),
                        48_211,
                        "plain",
                        "utf-8",
                        "comma",
                        "ual-csv",
                        "the header names AuditData",
                        IMPORTED,
                        IMPORTED,
                        "0.1.0",
                        "apps 1"));
            }
            writer.beside()
                    .place(Map.of(
                            "203.0.113.7",
                            new Place("NL", null, null, null, null, null, 64500L, "Example", Network.HOSTING)));
            writer.replace(tables);
        }
        return file;
    }

    private void fillVerdicts() {
        try (CaseReader schema = CaseReader.empty()) {
            tables.put("verdict", new Table(schema.describe("SELECT * FROM verdict"), verdicts));
        }
    }

    private void results() {
        String rule = id(31);
        String login = id(30);
        String send = id(33);
        fill(
                "session",
                Arrays.asList(
                        1L,
                        "jo@north.example",
                        "637a72b7",
                        at("2026-09-07T11:58:20Z"),
                        at("2026-09-07T13:31:12Z"),
                        5L,
                        List.of("203.0.113.7"),
                        List.of("NL"),
                        List.of("Chrome / Windows"),
                        "attacker",
                        "high",
                        27,
                        false,
                        "Relayed sign-in, then invoice fraud from Jo's mailbox",
                        "if 203.0.113.7 is confirmed as Jo's own line, the score falls to +13 (attacker, medium)"),
                Arrays.asList(
                        3L,
                        "amy@north.example",
                        "9bd0c1aa",
                        at("2026-09-08T07:45:00Z"),
                        at("2026-09-08T07:45:00Z"),
                        1L,
                        List.of("198.51.100.23"),
                        List.of(),
                        List.of(),
                        "suspect",
                        "medium",
                        7,
                        false,
                        null,
                        null));
        fill(
                "reason",
                Arrays.asList(1L, 1, "prior", -20, "start for a session without a seed", List.of()),
                Arrays.asList(1L, 2, "network", 14, "hosting network, new for the user and the tenant", List.of(login)),
                Arrays.asList(
                        1L, 3, "auth", 7, "MFA asked and met within 90 s from a new network", List.of(id(29), login)),
                Arrays.asList(
                        1L, 4, "action", 26, "hiding rule, then a message with new bank details", List.of(rule, send)),
                Arrays.asList(3L, 1, "prior", -10, "start for an account near a known compromise", List.of()),
                Arrays.asList(3L, 2, "network", 17, "network never seen for this account", List.of(id(34))));
        fill(
                "account_verdict",
                Arrays.asList(
                        "jo@north.example",
                        "attacker",
                        "aitm",
                        "medium",
                        at("2026-09-07T11:58:20Z"),
                        at("2026-09-07T12:00:00Z"),
                        at("2026-09-07T13:31:12Z"),
                        false,
                        27,
                        "hiding rule and fraud message in a relayed session"),
                Arrays.asList(
                        "amy@north.example",
                        "suspect",
                        "unknown",
                        null,
                        null,
                        at("2026-09-08T07:45:00Z"),
                        at("2026-09-08T07:45:00Z"),
                        null,
                        7,
                        "one sign-in from a network never seen before"));
        fill(
                "persistence",
                Arrays.asList(
                        "inbox-rule",
                        "jo@north.example",
                        "..",
                        at("2026-09-07T12:04:30Z"),
                        null,
                        rule,
                        null,
                        "attacker",
                        "from pay@south.example; move to RSS Feeds; mark read"),
                Arrays.asList(
                        "mfa-method",
                        "jo@north.example",
                        "+31 6 00000000",
                        at("2026-09-07T12:06:00Z"),
                        at("2026-09-09T10:00:00Z"),
                        login,
                        "admin@north.example",
                        "attacker",
                        null));
        fill(
                "exposure",
                Arrays.asList(
                        "jo@north.example",
                        "message",
                        "<1@south.example>",
                        "proved",
                        at("2026-09-07T12:10:00Z"),
                        id(32),
                        "Inbox"),
                Arrays.asList(
                        "jo@north.example",
                        "message",
                        "<2@south.example>",
                        "proved",
                        at("2026-09-07T12:10:00Z"),
                        id(32),
                        "Inbox"),
                Arrays.asList(
                        "jo@north.example",
                        "folder",
                        "\\Sent Items",
                        "assumed",
                        at("2026-09-07T12:11:00Z"),
                        id(32),
                        null));
        fill(
                "fraud",
                Arrays.asList(
                        "jo@north.example",
                        send,
                        at("2026-09-07T13:31:12Z"),
                        "New bank details",
                        List.of("pay@south.example", "cfo@north.example"),
                        "<9@north.example>",
                        "attacker",
                        "answers a thread on an invoice; 'New bank details' in the subject"));
        fill(
                "event_technique",
                Arrays.asList(30L, "T1078.004", "Valid Accounts: Cloud Accounts"),
                Arrays.asList(31L, "T1564.008", "Hide Artifacts: Email Hiding Rules"),
                Arrays.asList(32L, "T1114.002", "Email Collection: Remote Email Collection"));
        fill("lateral_movement", Arrays.asList("jo@north.example", "amy@north.example", "internal-mail", send));
        fill(
                "open_item",
                Arrays.asList(1, "jo@north.example", "inbox-rule", "Remove the rule '..'", rule),
                Arrays.asList(
                        2,
                        "jo@north.example",
                        "session",
                        "Revoke the sessions of Jo; no revocation is in the records",
                        login));
        fill(
                "capability",
                Arrays.asList(
                        "jo@north.example",
                        "session",
                        "637a72b7",
                        at("2026-09-07T12:00:00Z"),
                        login,
                        null,
                        null,
                        "attacker"));
        fill(
                "reconstruction_fact",
                Arrays.asList("attack", "MITRE ATT&CK Enterprise 18.1"),
                Arrays.asList("patient_zero", "jo@north.example"),
                Arrays.asList("threshold_attacker", "13"));
    }

    private static String id(int number) {
        return String.format("%08x-0000-4000-8000-00000000000a", number);
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
