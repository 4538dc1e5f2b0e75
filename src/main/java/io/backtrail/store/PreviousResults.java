package io.backtrail.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The compact summary of the last result that differed, kept in the {@code previous_} tables while the result tables are
 * replaced. A run that changes nothing leaves it as it is, so that what changed stays to be seen.
 */
final class PreviousResults {
    private static final Map<String, String> SUMMARIES = summaries();

    private final Connection connection;

    PreviousResults(Connection connection) {
        this.connection = connection;
    }

    /** Sets the present results aside; within the transaction that replaces them. */
    void setAside() throws SQLException {
        for (Map.Entry<String, String> summary : SUMMARIES.entrySet()) {
            Database.run(
                    connection, "CREATE TEMP TABLE aside_" + summary.getKey() + " AS SELECT " + summary.getValue());
        }
    }

    /** Keeps what was set aside if there was a result and the new one is another; later in the same transaction. */
    void keepIfOther() throws SQLException {
        boolean other = isThere("aside_previous_fact") && isOther();
        for (Map.Entry<String, String> summary : SUMMARIES.entrySet()) {
            String name = summary.getKey();
            if (other) {
                Database.run(connection, "DELETE FROM " + name);
                Database.run(connection, "INSERT INTO " + name + " SELECT * FROM aside_" + name);
            }
            Database.run(connection, "DROP TABLE aside_" + name);
        }
    }

    private boolean isOther() throws SQLException {
        for (Map.Entry<String, String> summary : SUMMARIES.entrySet()) {
            String before = "SELECT * FROM aside_" + summary.getKey();
            String now = "SELECT " + summary.getValue();
            if (isThere("((" + before + " EXCEPT " + now + ") UNION ALL (" + now + " EXCEPT " + before + "))")) {
                return true;
            }
        }
        return false;
    }

    private boolean isThere(String rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT 1 FROM " + rows + " LIMIT 1")) {
            return found.next();
        }
    }

    /** What each previous table holds of the present results. */
    private static Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        summaries.put("previous_fact", "name, value FROM reconstruction_fact");
        summaries.put(
                "previous_account",
                "account, verdict, entry_vector, first_success, last_attacker, contained, score FROM account_verdict");
        summaries.put(
                "previous_event", "event_seq, verdict, score FROM verdict WHERE verdict IN ('attacker', 'suspect')");
        summaries.put(
                "previous_persistence", "type, account, target, started, ended, event_id, verdict FROM persistence");
        summaries.put(
                "previous_exposure",
                "mailbox, kind, class, count(*) AS things FROM exposure GROUP BY mailbox, kind, class");
        return summaries;
    }
}
