package io.backtrail.cli;

import io.backtrail.model.Table;
import io.backtrail.store.CaseReader;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything about one value, wherever it stands. */
@Command(
        name = "pivot",
        description = "Everything about an address, session, token, app, agent, message id, domain, file or account.")
final class PivotCommand extends BacktrailCommand {
    /** Where a value may stand, and how it is compared there. */
    private static final List<String> PLACES = List.of(
            "SELECT 'client_ip' AS field, event_seq FROM event_core WHERE client_ip = lower(?)",
            "SELECT 'account', event_seq FROM event_core WHERE account = lower(?)",
            "SELECT 'mailbox', event_seq FROM event_core WHERE mailbox = lower(?)",
            "SELECT 'session_id', event_seq FROM event_core WHERE session_id = lower(?)",
            "SELECT 'token_id', event_seq FROM event_core WHERE token_id = ?",
            "SELECT 'device_id', event_seq FROM event_core WHERE device_id = lower(?)",
            "SELECT 'correlation_id', event_seq FROM event_core WHERE lower(correlation_id) = lower(?)",
            "SELECT 'app_id', event_seq FROM event_core WHERE app_id = lower(?)",
            "SELECT 'user_agent', event_seq FROM event_core WHERE user_agent = ?",
            "SELECT 'user_key', event_seq FROM event_core WHERE lower(user_key) = lower(?)",
            "SELECT 'event_id', event_seq FROM event_core WHERE event_id = ?",
            "SELECT 'target', event_seq FROM event_core WHERE lower(target) = lower(?)",
            "SELECT 'internet_message_id', event_seq FROM mail_item WHERE internet_message_id = ?",
            "SELECT 'recipient', event_seq FROM recipient WHERE lower(address) = lower(?)",
            "SELECT 'recipient domain', event_seq FROM recipient WHERE split_part(lower(address), '@', 2) = lower(?)",
            "SELECT 'account domain', event_seq FROM event_core WHERE split_part(account, '@', 2) = lower(?)",
            "SELECT 'as_org', event_seq FROM event WHERE lower(as_org) = lower(?)",
            "SELECT 'property', event_seq FROM event_property WHERE lower(value) = lower(?)");

    private static final String HITS =
            "WITH hit AS (" + PLACES.stream().collect(Collectors.joining(" UNION ALL ")) + ")";

    @Parameters(arity = "1..*", paramLabel = "VALUE", description = "The value, whole.")
    private List<String> words;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many events; 200 unless said.")
    private int limit = 200;

    @Override
    public Integer call() {
        String value = String.join(" ", words);
        List<Object> parameters = Collections.nCopies(PLACES.size(), value);
        return reading(reader -> {
            Table where = reader.query(
                    HITS
                            + " SELECT h.field, count(DISTINCT h.event_seq) AS events, count(DISTINCT e.account) AS accounts,"
                            + " min(e.event_time) AS first_time, max(e.event_time) AS last_time FROM hit AS h"
                            + " JOIN event_core AS e USING (event_seq) GROUP BY h.field ORDER BY events DESC, h.field",
                    parameters);
            print(reader, where, parameters);
            return Exit.DONE;
        });
    }

    private String columns() {
        return top().isOnScreen()
                ? " SELECT e.event_time, v.verdict, e.client_ip, e.country, e.network, e.summary, e.event_id"
                : " SELECT e.event_time, e.account, e.operation, v.verdict, e.client_ip, e.country, e.network, e.summary,"
                        + " e.event_id";
    }

    private void print(CaseReader reader, Table where, List<Object> parameters) {
        Table events = reader.query(
                HITS
                        + columns()
                        + " FROM event AS e LEFT JOIN verdict AS v USING (event_seq)"
                        + " WHERE e.event_seq IN (SELECT event_seq FROM hit) ORDER BY e.event_time, e.event_seq",
                parameters,
                limit);
        if (top().isJson()) {
            top().json(json -> json.beginObject()
                    .field("fields", where)
                    .field("events", events)
                    .endObject());
            return;
        }
        if (where.rows().isEmpty()) {
            top().say("this value stands in no field as a whole; 'search' looks into the raw text");
            return;
        }
        top().print(where);
        top().out().println();
        top().print(events);
        if (events.rows().size() == limit) {
            top().say("the first " + limit + " events; raise --limit for more");
        }
    }
}
