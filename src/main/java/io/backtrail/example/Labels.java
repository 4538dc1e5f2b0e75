package io.backtrail.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Writes the answers: a label for each readable event, and the truth about the case. */
final class Labels {
    private final Writer out;

    Labels(Writer out) {
        this.out = out;
    }

    /** One line an event, family by family, by time. */
    void events(Book book, Damage damage) throws IOException {
        for (Entry entry : book.entries()) {
            if (!damage.hits(entry)) {
                line(entry.id(), "ual", entry.label());
            }
        }
        for (SignIn in : book.signIns()) {
            line(in.id(), "signin", Label.of(in.hand(), in.phase()));
        }
        for (DirectoryAct act : book.acts()) {
            line(act.id(), "directory-audit", Label.of(act.hand(), act.phase()));
        }
    }

    /** One line for each record that can be read, in the order of the delivery. */
    void events(Delivery delivery) throws IOException {
        for (Line line : delivery.lines()) {
            if (!line.label().truth().equals("lost")) {
                line(line.id(), line.family(), line.label());
            }
        }
    }

    private void line(String id, String family, Label label) throws IOException {
        JsonGenerator json = open();
        json.writeStartObject();
        json.writeStringField("event_id", id);
        json.writeStringField("family", family);
        json.writeStringField("account", label.account());
        json.writeStringField("label", label.truth());
        json.writeStringField("phase", label.phase());
        json.writeStringField("scenario", label.scenario());
        json.writeEndObject();
        json.flush();
        out.write('\n');
    }

    /** The case as one object. */
    void truth(Tenant tenant, Book book, Story story, Damage damage) throws IOException {
        JsonGenerator json = open();
        json.useDefaultPrettyPrinter();
        List<Instant> inside = book.entries().stream()
                .filter(e -> e.label().truth().equals("attacker"))
                .filter(e -> story.accused().contains(e.label().account()))
                .filter(e -> !e.operation().equals("UserLoginFailed"))
                .map(Entry::time)
                .sorted(Comparator.naturalOrder())
                .toList();
        json.writeStartObject();
        texts(json, "accused", story.accused());
        texts(json, "targeted", story.targeted());
        orNull(json, "entry_vector", story.vector());
        orNull(
                json,
                "patient_zero",
                story.accused().isEmpty() ? null : story.accused().get(0));
        orNull(json, "first_success", inside.isEmpty() ? null : inside.get(0));
        orNull(json, "last_attacker", inside.isEmpty() ? null : inside.get(inside.size() - 1));
        orNull(json, "contained", story.contained());
        persistence(json, story);
        letters(json, "fraud", story.frauds());
        letters(json, "lateral", story.lures());
        texts(json, "exposed_messages", List.copyOf(story.exposed(book)));
        innocents(json, tenant, story);
        texts(json, "damaged_rows", List.copyOf(damage.cut()));
        texts(json, "emptied_rows", List.copyOf(damage.emptied()));
        json.writeEndObject();
        json.flush();
        out.write('\n');
    }

    private static void persistence(JsonGenerator json, Story story) throws IOException {
        json.writeArrayFieldStart("persistence");
        for (Story.Persistence item : story.persistence()) {
            json.writeStartObject();
            json.writeStringField("type", item.type());
            json.writeStringField("account", item.account());
            json.writeStringField("target", item.target());
            json.writeStringField("start", item.start().toString());
            orNull(json, "end", item.end());
            json.writeStringField("event_id", item.eventId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void letters(JsonGenerator json, String key, List<Story.Letter> letters) throws IOException {
        json.writeArrayFieldStart(key);
        for (Story.Letter letter : letters) {
            json.writeStartObject();
            json.writeStringField("event_id", letter.eventId());
            json.writeStringField("internet_message_id", letter.messageId());
            json.writeStringField("subject", letter.subject());
            texts(json, "recipients", letter.recipients());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void innocents(JsonGenerator json, Tenant tenant, Story story) throws IOException {
        json.writeArrayFieldStart("innocents");
        innocent(json, "traveller", tenant.people().get(Cast.TRAVELLER).upn());
        innocent(json, "vpn-user", tenant.people().get(Cast.VPN_USER).upn());
        innocent(json, "tidy-rule", tenant.people().get(Cast.TIDY).upn());
        innocent(json, "forgotten-phone", tenant.people().get(Cast.FORGETFUL).upn());
        innocent(json, "admin-work", tenant.people().get(Cast.ADMIN).upn());
        innocent(json, "admin-work", tenant.people().get(Cast.HELPDESK).upn());
        innocent(json, "private-computer", tenant.people().get(Cast.HELPDESK).upn());
        innocent(
                json, "private-computer", tenant.people().get(Cast.HELPDESK + 8).upn());
        innocent(json, "new-phone", tenant.people().get(Cast.TIDY + 5).upn());
        innocent(json, "new-phone", tenant.people().get(Cast.TIDY + 6).upn());
        for (Story.Innocent one : story.innocents()) {
            innocent(json, one.scenario(), one.account());
        }
        json.writeEndArray();
    }

    private static void orNull(JsonGenerator json, String key, Object value) throws IOException {
        if (value == null) {
            json.writeNullField(key);
        } else {
            json.writeStringField(key, value.toString());
        }
    }

    private static void innocent(JsonGenerator json, String scenario, String account) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", scenario);
        json.writeStringField("account", account);
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private JsonGenerator open() throws IOException {
        return new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }
}
