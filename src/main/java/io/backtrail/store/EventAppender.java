package io.backtrail.store;

import io.backtrail.model.Client;
import io.backtrail.model.Event;
import io.backtrail.model.Links;
import io.backtrail.model.MailItem;
import io.backtrail.model.Origin;
import io.backtrail.model.Property;
import io.backtrail.model.Target;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes events and their parts in bulk, in the column order of {@code schema.sql}. */
final class EventAppender {
    private final long sourceId;
    private final TableAppender event;
    private final TableAppender property;
    private final TableAppender item;
    private final TableAppender recipient;
    private final TableAppender target;
    private final TableAppender copy;
    private final TableAppender reject;

    EventAppender(Connection connection, long sourceId) throws SQLException {
        this.sourceId = sourceId;
        this.event = new TableAppender(connection, "event_core");
        this.property = new TableAppender(connection, "event_property");
        this.item = new TableAppender(connection, "mail_item");
        this.recipient = new TableAppender(connection, "recipient");
        this.target = new TableAppender(connection, "event_target");
        this.copy = new TableAppender(connection, "copy");
        this.reject = new TableAppender(connection, "reject");
    }

    void event(long sequence, Event e, Origin origin, String raw) throws SQLException {
        event.begin();
        event.add(sequence).add(e.eventId()).add(e.family()).add(e.eventTime()).add(e.eventEnd());
        what(e);
        who(e);
        client(e.client());
        links(e.links());
        outcome(e);
        event.add(raw)
                .add(origin.recordHash())
                .add(sourceId)
                .add(origin.recordNo())
                .add(origin.byteOffset());
        event.add(e.timeInferred());
        event.end();
        parts(sequence, e);
    }

    void copy(long sequence, Origin origin, boolean identical, String raw) throws SQLException {
        copy.begin();
        copy.add(sequence)
                .add(sourceId)
                .add(origin.recordNo())
                .add(origin.byteOffset())
                .add(identical);
        copy.add(origin.recordHash()).add(raw).add((String) null);
        copy.end();
    }

    void reject(long recordNo, long byteOffset, String code, String reason, String raw, long rawLength)
            throws SQLException {
        reject.begin();
        reject.add(sourceId)
                .add(recordNo)
                .add(byteOffset)
                .add(code)
                .add(reason)
                .add(raw)
                .add(rawLength);
        reject.end();
    }

    void close() throws SQLException {
        for (TableAppender table : tables()) {
            table.close();
        }
    }

    /** Lets go of what was not flushed; the rollback takes the rest. */
    void abandon() {
        for (TableAppender table : tables()) {
            table.abandon();
        }
    }

    private TableAppender[] tables() {
        return new TableAppender[] {event, property, item, recipient, target, copy, reject};
    }

    private void what(Event e) throws SQLException {
        event.add(e.activity().workload())
                .add(e.activity().recordType())
                .add(e.activity().operation());
    }

    private void who(Event e) throws SQLException {
        event.add(e.actor().account()).add(e.actor().userId()).add(e.actor().userKey());
        event.add(e.actor().userType()).add(e.actor().kind().word());
    }

    private void client(Client client) throws SQLException {
        event.add(client.ip()).add(client.port()).add(client.userAgent()).add(client.clientInfo());
        event.add(client.appId()).add(client.appName()).add(client.resourceId());
    }

    private void links(Links links) throws SQLException {
        event.add(links.sessionId()).add(links.sessionSource()).add(links.tokenId());
        event.add(links.deviceId()).add(links.correlationId());
    }

    private void outcome(Event e) throws SQLException {
        event.add(e.outcome().result().word())
                .add(e.outcome().code())
                .add(e.outcome().text());
        event.add(e.touched().logonType())
                .add(e.touched().mailbox())
                .add(e.touched().target());
        event.add(e.touched().subject()).add(e.summary());
    }

    private void parts(long sequence, Event e) throws SQLException {
        int ordinal = 0;
        for (Property p : e.properties()) {
            property.begin();
            property.add(sequence)
                    .add(ordinal++)
                    .add(p.bag())
                    .add(p.name())
                    .add(p.value())
                    .add(p.oldValue());
            property.end();
        }
        ordinal = 0;
        for (MailItem m : e.items()) {
            item.begin();
            item.add(sequence)
                    .add(ordinal++)
                    .add(m.folder())
                    .add(m.internetMessageId())
                    .add(m.subject());
            item.add(m.sizeBytes()).add(m.access());
            item.end();
        }
        ordinal = 0;
        for (String address : e.recipients()) {
            recipient.begin();
            recipient.add(sequence).add(ordinal++).add(address);
            recipient.end();
        }
        ordinal = 0;
        for (Target t : e.targets()) {
            target.begin();
            target.add(sequence).add(ordinal++).add(t.kind()).add(t.value());
            target.end();
        }
    }
}
