package io.backtrail.cli;

import picocli.CommandLine.Command;

/** Lists the accounts of the case. */
@Command(name = "accounts", description = "Every account that acted, with what is known of it.")
final class AccountsCommand extends Worksheet {
    @Override
    public Integer call() {
        return printing(
                "SELECT e.account, string_agg(DISTINCT e.actor_kind, ', ' ORDER BY e.actor_kind) AS actor_kind, v.verdict,"
                        + " v.entry_vector, count(*) AS events, min(e.event_time) AS first_time,"
                        + " max(e.event_time) AS last_time, count(DISTINCT e.client_ip) AS addresses,"
                        + " count(DISTINCT e.country) AS countries, count(DISTINCT e.session_id) AS sessions,"
                        + " count(*) FILTER (WHERE e.result = 'failure') AS failures FROM event_once AS e"
                        + " LEFT JOIN account_verdict AS v ON v.account = e.account"
                        // The sender of a traced message did not act in the tenant; anybody may write an address there.
                        + " WHERE e.account IS NOT NULL AND e.family <> 'message-trace' AND (? IS NULL OR e.account = ?)"
                        + " GROUP BY e.account, v.verdict, v.entry_vector"
                        + " ORDER BY CASE v.verdict WHEN 'attacker' THEN 0 WHEN 'suspect' THEN 1 ELSE 2 END,"
                        + " events DESC, e.account",
                only());
    }
}
