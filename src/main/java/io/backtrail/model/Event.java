package io.backtrail.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * One thing that happened in the tenant, as one record tells it. Events are never edited: what we learn later (a place,
 * a finding, a verdict) stands beside the event and names its id.
 *
 * @param eventId the service's id, or one derived from the record's hash when it has none; unique within a family
 * @param family which kind of log it came from: {@code ual}, {@code signin}, {@code directory-audit} …
 * @param eventTime when it happened: UTC, the service's clock, mostly whole seconds
 * @param eventEnd end of the interval that an aggregated record covers, or null
 * @param timeInferred true if the time was not in the record itself
 * @param activity what was done
 * @param actor who did it
 * @param client from where and with what
 * @param links session, token, device, correlation
 * @param outcome how it ended
 * @param touched what was acted upon
 * @param summary one plain-English line for a reader
 * @param properties every bag of the record, nothing dropped
 * @param items messages and folders
 * @param recipients mail addresses that a message went to
 * @param targets what a directory event names
 */
public record Event(
        String eventId,
        String family,
        Instant eventTime,
        Instant eventEnd,
        boolean timeInferred,
        Activity activity,
        Actor actor,
        Client client,
        Links links,
        Outcome outcome,
        Touched touched,
        String summary,
        List<Property> properties,
        List<MailItem> items,
        List<String> recipients,
        List<Target> targets) {
    public Event {
        requireNonNull(eventId, "eventId is null");
        requireNonNull(family, "family is null");
        requireNonNull(eventTime, "eventTime is null");
        requireNonNull(activity, "activity is null");
        requireNonNull(actor, "actor is null");
        requireNonNull(client, "client is null");
        requireNonNull(links, "links is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(touched, "touched is null");
        requireNonNull(summary, "summary is null");
        properties = List.copyOf(properties);
        items = List.copyOf(items);
        recipients = List.copyOf(recipients);
        targets = List.copyOf(targets);
    }

    /** Why this tells only a part of its record, whose text was damaged; or null. */
    public String partialBecause() {
        return recovery(Property.PARTIAL);
    }

    /** The code of the damage from which this was recovered, or null. */
    public String recoveryCode() {
        return recovery(Property.RECOVERY_CODE);
    }

    /** Marks of recovery come first, and hardly any event has them. */
    private String recovery(String name) {
        for (Property property : properties) {
            if (!property.bag().equals(Property.RECOVERY)) {
                return null;
            }
            if (property.name().equals(name)) {
                return property.value();
            }
        }
        return null;
    }
}
