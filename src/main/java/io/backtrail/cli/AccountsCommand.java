package io.backtrail.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the accounts of the case. */
@Command(name = "accounts", description = "Every account that acted, with what is known of it.")
final class AccountsCommand extends BacktrailCommand {
    @Option(names = "--account", paramLabel = "UPN", description = "Only this account.")
    private String account;

    @Override
    public Integer call() {
        String only = account == null ? null : account.toLowerCase(Locale.ROOT);
        return printing(
                "SELECT e.account, e.actor_kind, v.verdict, v.entry_vector, count(*) AS events, min(e.event_time) AS first_time,"
                        + " max(e.event_time) AS last_time, count(DISTINCT e.client_ip) AS addresses,"
                        + " count(DISTINCT e.country) AS countries, count(DISTINCT e.session_id) AS sessions,"
                        + " count(*) FILTER (WHERE e.result = 'failure') AS failures FROM event AS e"
                        + " LEFT JOIN account_verdict AS v ON v.account = e.account"
                        + " WHERE e.account IS NOT NULL AND (? IS NULL OR e.account = ?) GROUP BY e.account, e.actor_kind, v.verdict,"
                        + " v.entry_vector ORDER BY CASE v.verdict WHEN 'attacker' THEN 0 WHEN 'suspect' THEN 1 ELSE 2 END,"
                        + " events DESC, e.account, e.actor_kind",
                Arrays.asList(only, only));
    }
}
