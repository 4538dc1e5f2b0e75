package io.backtrail.store;

import io.backtrail.model.Agent;
import io.backtrail.model.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What packs and address data say beside the records: one row for each distinct address, agent, application and record
 * type. Never part of an event; may be forgotten and made anew whenever the data are better. One thread.
 */
public final class BesideTables {
    private final Connection connection;

    BesideTables(Connection connection) {
        this.connection = connection;
    }

    /** Addresses of the case that nobody was asked about yet, sorted. */
    public List<String> unplacedAddresses() {
        return texts("SELECT DISTINCT client_ip FROM event_core WHERE client_ip IS NOT NULL"
                + " AND client_ip NOT IN (SELECT client_ip FROM address) ORDER BY client_ip");
    }

    /** Keeps what is known of each address, also when that is nothing. */
    public void place(Map<String, Place> places) {
        fill("address", appender -> {
            for (Map.Entry<String, Place> entry : places.entrySet()) {
                Place place = entry.getValue();
                appender.begin();
                appender.add(entry.getKey())
                        .add(place.country())
                        .add(place.region())
                        .add(place.city());
                appender.add(place.latitude()).add(place.longitude()).add(place.accuracyKm());
                appender.add(place.asn()).add(place.asOrg()).add(place.network().word());
                appender.end();
            }
        });
    }

    /** User agents and client infos of the case that were not read yet, sorted. */
    public List<String> unreadAgents() {
        return texts("SELECT DISTINCT coalesce(user_agent, client_info) AS agent_text FROM event_core"
                + " WHERE coalesce(user_agent, client_info) IS NOT NULL"
                + " AND coalesce(user_agent, client_info) NOT IN (SELECT agent_text FROM agent) ORDER BY agent_text");
    }

    /** Keeps what each agent text says, also when that is nothing. */
    public void readAgents(Map<String, Agent> agents) {
        fill("agent", appender -> {
            for (Map.Entry<String, Agent> entry : agents.entrySet()) {
                Agent agent = entry.getValue();
                appender.begin();
                appender.add(entry.getKey()).add(agent.family()).add(agent.os()).add(agent.kind());
                appender.end();
            }
        });
    }

    /** Application ids of the case without a name so far, sorted. */
    public List<String> unnamedApps() {
        return texts("SELECT DISTINCT app_id FROM event_core WHERE app_id IS NOT NULL"
                + " AND app_id NOT IN (SELECT app_id FROM app) ORDER BY app_id");
    }

    /** Keeps the names of applications. */
    public void nameApps(Map<String, String> names) {
        fill("app", appender -> {
            for (Map.Entry<String, String> entry : names.entrySet()) {
                appender.begin();
                appender.add(entry.getKey()).add(entry.getValue());
                appender.end();
            }
        });
    }

    /** Record type numbers of the case without a name so far, sorted. */
    public List<Integer> unnamedRecordTypes() {
        return texts("SELECT DISTINCT record_type FROM event_core WHERE record_type IS NOT NULL"
                        + " AND record_type NOT IN (SELECT record_type FROM record_type) ORDER BY record_type")
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** Keeps the names of record types. */
    public void nameRecordTypes(Map<Integer, String> names) {
        fill("record_type", appender -> {
            for (Map.Entry<Integer, String> entry : names.entrySet()) {
                appender.begin();
                appender.add(entry.getKey()).add(entry.getValue());
                appender.end();
            }
        });
    }

    /** Forgets all of it, so that newer packs and address data can be asked. */
    public void forget() {
        try {
            Database.run(
                    connection,
                    "BEGIN TRANSACTION; DELETE FROM address; DELETE FROM agent; DELETE FROM app; DELETE FROM record_type;"
                            + " COMMIT");
        } catch (SQLException e) {
            throw new StoreException("forgetting enrichment", e);
        }
    }

    private List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new StoreException("looking for what is not enriched", e);
        }
    }

    private void fill(String table, Rows rows) {
        try {
            TableAppender appender = new TableAppender(connection, table);
            try {
                rows.write(appender);
            } catch (SQLException e) {
                appender.abandon();
                throw e;
            }
            appender.close();
        } catch (SQLException e) {
            throw new StoreException("writing to " + table, e);
        }
    }

    /** Writes the rows of one table. */
    private interface Rows {
        void write(TableAppender appender) throws SQLException;
    }
}
