package io.backtrail.reconstruct;

import io.backtrail.model.Row;
import io.backtrail.store.CaseReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the events of a case as acts, without their raw text and with every text that tends to be repeated kept once. */
final class ActReader {
    private static final String EVENTS = """
            SELECT event_seq, event_id, family, epoch_ms(event_time), record_type, operation, account, user_type, actor_kind,
              client_ip, coalesce(user_agent, client_info), client_info, app_id, session_id, token_id, device_id,
              CASE WHEN family IN ('signin', 'directory-audit') OR record_type IN (8, 15) OR record_type IS NULL THEN correlation_id END, result, result_code, logon_type, mailbox, target, subject, user_id
            FROM event_core ORDER BY event_time, family, event_id
            """;

    private final CaseReader reader;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Address> addresses = new HashMap<>();
    private final Map<String, Tool> tools = new HashMap<>();
    private final Map<String, Deed> deeds = new HashMap<>();

    ActReader(CaseReader reader) {
        this.reader = reader;
    }

    /** All events in the order of (time, family, id). */
    List<Act> read() {
        readAddresses();
        readTools();
        List<Act> acts = new ArrayList<>();
        reader.scan(EVENTS, List.of(), row -> acts.add(act(acts.size(), row)));
        return acts;
    }

    /** Acts by {@code event_seq}. */
    static Map<Long, Act> bySequence(List<Act> acts) {
        Map<Long, Act> all = new HashMap<>(acts.size() * 2);
        acts.forEach(act -> all.put(act.seq(), act));
        return all;
    }

    static Comparator<Act> inOrder() {
        return Comparator.comparingInt(Act::no);
    }

    private Act act(int no, Row row) {
        String family = once(row.text(2));
        String operation = once(row.text(5));
        return new Act(
                no,
                row.number(0),
                row.text(1),
                family,
                row.number(3),
                small(row.number(4)),
                operation,
                deeds.computeIfAbsent(family + '\n' + operation, key -> Deed.of(family, operation)),
                account(row),
                small(row.number(7)),
                once(row.text(8)),
                address(row.text(9)),
                tool(row.text(10)),
                once(row.text(11)),
                once(row.text(12)),
                once(row.text(13)),
                once(row.text(14)),
                once(row.text(15)),
                row.text(16),
                once(row.text(17)),
                once(row.text(18)),
                small(row.number(19)),
                once(row.text(20)),
                row.text(21),
                row.text(22));
    }

    private String account(Row row) {
        String account = row.text(6);
        return once(account == null ? row.text(23) : account);
    }

    private Address address(String ip) {
        return ip == null ? Address.NONE : addresses.computeIfAbsent(once(ip), Address::unplaced);
    }

    private Tool tool(String text) {
        return text == null ? Tool.NONE : tools.computeIfAbsent(text, t -> new Tool(t, null, null, "unknown"));
    }

    private void readAddresses() {
        String sql =
                "SELECT client_ip, country, latitude, longitude, accuracy_km, asn, as_org, network FROM address ORDER BY ALL";
        reader.scan(sql, List.of(), row -> {
            String ip = once(row.text(0));
            addresses.put(
                    ip,
                    new Address(
                            ip,
                            once(row.text(1)),
                            row.real(2),
                            row.real(3),
                            small(row.number(4)),
                            row.number(5),
                            once(row.text(6)),
                            once(row.text(7))));
        });
    }

    private void readTools() {
        String sql = "SELECT agent_text, agent_family, agent_os, agent_kind FROM agent ORDER BY ALL";
        reader.scan(
                sql,
                List.of(),
                row -> tools.put(
                        row.text(0), new Tool(row.text(0), once(row.text(1)), once(row.text(2)), once(row.text(3)))));
    }

    private String once(String text) {
        if (text == null) {
            return null;
        }
        String kept = texts.putIfAbsent(text, text);
        return kept == null ? text : kept;
    }

    private static Integer small(Long number) {
        return number == null ? null : Integer.valueOf(number.intValue());
    }
}
