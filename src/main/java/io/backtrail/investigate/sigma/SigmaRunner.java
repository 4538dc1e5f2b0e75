package io.backtrail.investigate.sigma;

import io.backtrail.model.Table;
import io.backtrail.store.CaseReader;
import io.backtrail.store.QueryException;
import java.util.ArrayList;
import java.util.List;

/** Runs Sigma rules over a case. */
public final class SigmaRunner {
    private static final Table NOTHING = new Table(List.of(), List.of());

    private SigmaRunner() {}

    /**
     * Runs each rule whole or not at all. Rules that only a correlation uses are run as well; their findings are its parts.
     *
     * @param limit rows of a rule to give at most
     */
    public static List<SigmaResult> run(CaseReader reader, List<SigmaRule> rules, int limit) {
        return rules.stream().map(rule -> run(reader, rule, rules, limit)).toList();
    }

    private static SigmaResult run(CaseReader reader, SigmaRule rule, List<SigmaRule> rules, int limit) {
        try {
            SqlPart query = query(rule, rules);
            Table table = reader.query(query.text(), new ArrayList<>(query.values()), limit + 1);
            boolean more = table.rows().size() > limit;
            Table shown = more ? new Table(table.columns(), table.rows().subList(0, limit)) : table;
            return new SigmaResult(rule, null, shown, more);
        } catch (UntranslatableException e) {
            return new SigmaResult(rule, e.getMessage(), NOTHING, false);
        } catch (QueryException e) {
            String reason = e.getMessage().lines().findFirst().orElse("no reason given");
            return new SigmaResult(rule, "what the database refuses: " + reason, NOTHING, false);
        }
    }

    private static SqlPart query(SigmaRule rule, List<SigmaRule> rules) {
        SqlPart chosen;
        if (rule.isCorrelation()) {
            chosen = SigmaCorrelation.findings(rule, rules);
        } else {
            SqlPart where = SigmaSelection.where(rule);
            chosen = new SqlPart(
                    "SELECT e.event_seq, 1 AS matches FROM event AS e WHERE " + where.text(), where.values());
        }
        return new SqlPart(
                "SELECT e.event_time, e.account, e.operation, e.result, e.client_ip, e.country, e.session_id, m.matches,"
                        + " e.summary AS sentence, e.event_id FROM (" + chosen.text() + ") AS m"
                        + " JOIN event AS e ON e.event_seq = m.event_seq ORDER BY e.event_time, e.event_id",
                chosen.values());
    }
}
