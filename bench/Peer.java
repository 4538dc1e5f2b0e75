import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Properties;

/**
 * The peer of the import benchmark: DuckDB alone on the same CSV, two threads, database on disk. It keeps 26 fields and the raw
 * text of each row, and does nothing else: no hashes, no places, no repeats, no enrichment, no index.
 */
final class Peer {
    private static final String FIELDS = String.join(",", "Id", "RecordType", "CreationTime", "Operation", "OrganizationId",
                    "UserType", "UserKey", "Workload", "ResultStatus", "ObjectId", "UserId", "ClientIP", "ClientIPAddress",
                    "ActorIpAddress", "UserAgent", "ClientInfoString", "SessionId", "MailboxOwnerUPN", "LogonType", "AppId",
                    "ClientAppId", "ApplicationId", "ErrorNumber", "LogonError", "InterSystemsId", "IntraSystemId");

    public static void main(String[] words) throws Exception {
        Path csv = Path.of(words[0]);
        Path database = Path.of(words[1]);
        Files.deleteIfExists(database);
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("threads", "2");
        StringBuilder shape = new StringBuilder("{");
        for (String field : FIELDS.split(",")) {
            shape.append(shape.length() > 1 ? "," : "").append('"').append(field).append("\":\"VARCHAR\"");
        }
        shape.append('}');
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, settings);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE peer AS SELECT unnest(from_json(AuditData, '" + shape + "')), AuditData FROM read_csv('"
                    + csv.toString().replace("'", "''")
                    + "', header=true, delim=',', quote='\"', escape='\"', max_line_size=33554432, all_varchar=true)");
            statement.execute("CHECKPOINT");
            try (var count = statement.executeQuery("SELECT count(*) FROM peer WHERE Id IS NOT NULL")) {
                count.next();
                System.out.println(count.getLong(1));
            }
        }
    }
}
