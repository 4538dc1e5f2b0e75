package io.backtrail.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What imports were told to read and have not read so far. One thread, that which writes. */
public final class PendingFiles {
    private final Connection connection;

    PendingFiles(Connection connection) {
        this.connection = connection;
    }

    /** An import begins that will read these files; what an earlier one left stays. */
    public void plan(List<String> paths, String who, Instant begun) {
        try {
            Set<String> known = paths();
            long ordinal = known.size();
            filled();
            TableAppender pending = new TableAppender(connection, "import_pending");
            for (String path : paths) {
                if (known.add(path)) {
                    add(pending, ++ordinal, path, who, begun);
                }
            }
            add(pending, ++ordinal, null, who, begun);
            pending.close();
        } catch (SQLException e) {
            throw new StoreException("planning an import", e);
        }
    }

    /** A file is done with: in the case, known to it, or told to be unreadable. */
    public void done(String path) {
        String sql = "DELETE FROM import_pending WHERE path IS NOT DISTINCT FROM ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, path);
            delete.execute();
        } catch (SQLException e) {
            throw new StoreException("noting what is read", e);
        }
    }

    /** The tables beside the records are filled. */
    public void filled() {
        done(null);
    }

    /** Forgets what earlier imports left unread; gives how many files that were. */
    public long forget() {
        try {
            long files = paths().size();
            Database.run(connection, "DELETE FROM import_pending WHERE path IS NOT NULL");
            return files;
        } catch (SQLException e) {
            throw new StoreException("forgetting what was left unread", e);
        }
    }

    private Set<String> paths() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT path FROM import_pending WHERE path IS NOT NULL ORDER BY ordinal")) {
            Set<String> paths = new HashSet<>();
            while (found.next()) {
                paths.add(found.getString(1));
            }
            return paths;
        }
    }

    private static void add(TableAppender pending, long ordinal, String path, String who, Instant begun)
            throws SQLException {
        pending.begin();
        pending.add(ordinal).add(path).add(who).add(begun);
        pending.end();
    }
}
