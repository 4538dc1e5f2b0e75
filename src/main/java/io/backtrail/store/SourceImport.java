package io.backtrail.store;

import io.backtrail.model.Event;
import io.backtrail.model.Origin;
import io.backtrail.model.StateRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * The import of one file, in one transaction: all of it is in the case after {@link #commit}, or nothing. Used by one
 * thread; closing without a commit rolls back.
 */
public final class SourceImport implements AutoCloseable {
    private final CaseWriter owner;
    private final Connection connection;
    private final KnownEvents known;
    private final EventAppender events;
    private final long sourceId;
    private long nextSequence;
    private long stored;
    private long repeated;
    private long rejected;
    private long conflicts;
    private Instant firstTime;
    private Instant lastTime;
    private boolean committed;

    SourceImport(CaseWriter owner, Connection connection, KnownEvents known, long sourceId, long nextSequence)
            throws SQLException {
        this.owner = owner;
        this.connection = connection;
        this.known = known;
        this.sourceId = sourceId;
        this.nextSequence = nextSequence;
        Database.run(connection, "BEGIN TRANSACTION");
        this.events = new EventAppender(connection, sourceId);
    }

    /** Stores an event, or notes one more sighting of it. */
    public Stored add(Event event, Origin origin, String raw) {
        long high = KnownEvents.high(event.family(), event.eventId());
        long low = KnownEvents.low(event.family(), event.eventId());
        long hash = Long.parseUnsignedLong(origin.recordHash(), 0, 16, 16);
        long sequence = known.sequenceOf(high, low);
        note(event.eventTime());
        try {
            if (sequence >= 0) {
                boolean identical = known.hashOf(high, low) == hash;
                events.copy(sequence, origin, identical, identical ? null : raw);
                repeated++;
                conflicts += identical ? 0 : 1;
                return identical ? Stored.REPEATED : Stored.CONFLICT;
            }
            known.add(high, low, nextSequence, hash);
            events.event(nextSequence, event, origin, raw);
            nextSequence++;
            stored++;
            return Stored.NEW;
        } catch (SQLException e) {
            throw new StoreException("storing record " + origin.recordNo(), e);
        }
    }

    /**
     * Stores how something stood when the file was made. The row counts as stored although it makes no event.
     *
     * @param asOf when it stood so, UTC
     * @param asOfBasis where that time comes from: {@code file-time} or {@code archive-time}
     */
    public void addState(StateRow state, Origin origin, String raw, Instant asOf, String asOfBasis) {
        try {
            StateTables.insert(connection, state, sourceId, origin, raw, asOf, asOfBasis);
            stored++;
        } catch (SQLException e) {
            throw new StoreException("storing record " + origin.recordNo(), e);
        }
    }

    /**
     * Keeps a row that could not be stored.
     *
     * @param raw the row's text, already bounded
     * @param rawLength its full length in bytes
     */
    public void reject(long recordNo, long byteOffset, String code, String reason, String raw, long rawLength) {
        try {
            events.reject(recordNo, byteOffset, code, reason, raw, rawLength);
            rejected++;
        } catch (SQLException e) {
            throw new StoreException("keeping rejected row " + recordNo, e);
        }
    }

    /** Keeps what was noted of the file as a whole. */
    public void describe(List<SourceWindow> windows, List<SourceNote> notes) {
        try {
            TableAppender window = new TableAppender(connection, "source_window");
            for (int i = 0; i < windows.size(); i++) {
                windows.get(i).append(window, sourceId, i + 1L);
            }
            window.close();
            TableAppender note = new TableAppender(connection, "source_note");
            for (SourceNote each : notes) {
                each.append(note, sourceId);
            }
            note.close();
        } catch (SQLException e) {
            throw new StoreException("keeping notes of a file", e);
        }
    }

    /** Writes the source row and makes everything of this file part of the case. */
    public SourceCounts commit(SourceFacts facts) {
        return commit(facts, (first, other) -> "content");
    }

    /** The same; {@code difference} names how the text of a copy differs from the first, see the table {@code copy}. */
    public SourceCounts commit(SourceFacts facts, BinaryOperator<String> difference) {
        try {
            events.close();
            long rows = stored + repeated + rejected;
            long contradictions = conflicts == 0 ? 0 : new Differences(connection, sourceId).note(rows, difference);
            SourceCounts counts = new SourceCounts(rows, stored, repeated, rejected, contradictions);
            insertSource(facts, counts);
            new PendingFiles(connection).done(facts.path());
            Database.run(connection, "COMMIT");
            committed = true;
            owner.finished(nextSequence);
            return counts;
        } catch (SQLException e) {
            throw new StoreException("committing " + facts.path(), e);
        }
    }

    @Override
    public void close() {
        if (committed) {
            return;
        }
        try {
            events.abandon();
            Database.run(connection, "ROLLBACK");
            owner.rolledBack();
        } catch (SQLException e) {
            throw new StoreException("rolling back", e);
        }
    }

    private void note(Instant time) {
        firstTime = firstTime == null || time.isBefore(firstTime) ? time : firstTime;
        lastTime = lastTime == null || time.isAfter(lastTime) ? time : lastTime;
    }

    private void insertSource(SourceFacts facts, SourceCounts counts) throws SQLException {
        String sql = "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            Object[] values = {
                sourceId,
                facts.path(),
                facts.sha256(),
                facts.sizeBytes(),
                facts.container(),
                facts.encoding(),
                facts.dialect(),
                facts.shape(),
                facts.shapeReason(),
                counts.rows(),
                counts.stored(),
                counts.repeated(),
                counts.rejected(),
                Values.parameter(firstTime),
                Values.parameter(lastTime),
                Values.parameter(facts.started()),
                Values.parameter(facts.ended()),
                facts.toolVersion(),
                facts.packVersions()
            };
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.execute();
        }
    }
}
