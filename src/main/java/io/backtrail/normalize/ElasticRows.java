package io.backtrail.normalize;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Documents of Elastic that spread an audit record over {@code o365.audit}, as the record that they were made of. The
 * integration moves some fields into the common schema and out of the record, so they are fetched back from there.
 */
final class ElasticRows {
    private static final String PREFIX = "o365.audit.";
    private static final String MISSING = "-";

    /** Field of the record, and where the common schema has it. */
    private static final List<String[]> MOVED = List.of(
            new String[] {"CreationTime", "@timestamp"},
            new String[] {"Operation", "event.action"},
            new String[] {"Id", "event.id"},
            new String[] {"Workload", "event.provider"},
            new String[] {"RecordType", "event.code"},
            new String[] {"UserId", "user.id"},
            new String[] {"ClientIP", "client.address"},
            new String[] {"ClientIP", "client.ip"},
            new String[] {"ClientIP", "source.ip"},
            new String[] {"UserAgent", "user_agent.original"},
            new String[] {"OrganizationId", "organization.id"});

    private static final Set<String> MAILBOX_ITEMS =
            Set.of("2", "3", "50", "ExchangeItem", "ExchangeItemGroup", "ExchangeItemAggregated");

    private ElasticRows() {}

    /** A row of Kibana's table as a document; it writes a dash where a field is missing. */
    static Json document(Map<String, String> row) {
        Nested document = new Nested();
        row.forEach((heading, cell) -> {
            if (cell != null && !cell.isBlank() && !cell.strip().equals(MISSING)) {
                document.putIfAbsent(heading.strip(), TableRows.cell(cell));
            }
        });
        String stamp = row.get("@timestamp");
        if (stamp != null && stamp.contains(" @ ")) {
            document.putIfAbsent(
                    PREFIX + TableRows.ZONE,
                    Json.scalar(Json.Kind.TEXT, "local time of the browser that exported it, read as UTC"));
        }
        return document.object();
    }

    /** The audit record in a document, or nothing. */
    static Json audit(Json document) {
        Nested record = new Nested();
        Json nested = document.at("o365").unfolded().at("audit").unfolded();
        boolean found = nested.isObject();
        for (int i = 0; i < nested.names().size(); i++) {
            record.put(nested.names().get(i), nested.values().get(i));
        }
        for (int i = 0; i < document.names().size(); i++) {
            String name = document.names().get(i);
            if (name.startsWith(PREFIX) && name.length() > PREFIX.length()) {
                record.put(name.substring(PREFIX.length()), document.values().get(i));
                found = true;
            }
        }
        if (!found) {
            return Json.NOTHING;
        }
        for (String[] moved : MOVED) {
            record.putIfAbsent(moved[0], at(document, moved[1]));
        }
        Json type = record.object().at("RecordType");
        if (type.word() != null && MAILBOX_ITEMS.contains(type.word())) {
            // Of items in mailboxes the integration takes the owner for the user's address.
            record.putIfAbsent("MailboxOwnerUPN", at(document, "user.email"));
        }
        return record.object();
    }

    /** The value of a dotted name, whether it stands flat or nested. */
    private static Json at(Json document, String name) {
        Json flat = document.at(name);
        int dot = name.indexOf('.');
        return !flat.isNothing() || dot < 0
                ? flat
                : document.at(name.substring(0, dot)).unfolded().at(name.substring(dot + 1));
    }
}
