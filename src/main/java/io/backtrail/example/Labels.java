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
        String victim = tenant.victim().upn();
        List<Instant> inside = book.entries().stream()
                .filter(e -> e.label().truth().equals("attacker"))
                .filter(e -> e.label().account().equals(victim))
                .filter(e -> !e.operation().equals("UserLoginFailed"))
                .map(Entry::time)
                .sorted(Comparator.naturalOrder())
                .toList();
        json.writeStartObject();
        texts(json, "accused", List.of(victim));
        texts(json, "targeted", List.of(tenant.people().get(Cast.COLLEAGUE).upn()));
        json.writeStringField("entry_vector", "aitm");
        json.writeStringField("patient_zero", victim);
        json.writeStringField("first_success", inside.get(0).toString());
        json.writeStringField("last_attacker", inside.get(inside.size() - 1).toString());
        json.writeStringField("contained", story.contained().toString());
        persistence(json, story);
        letters(json, "fraud", story.frauds());
        letters(json, "lateral", story.lures());
        texts(json, "exposed_messages", List.copyOf(story.exposed()));
        innocents(json, tenant);
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
            if (item.end() == null) {
                json.writeNullField("end");
            } else {
                json.writeStringField("end", item.end().toString());
            }
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

    private static void innocents(JsonGenerator json, Tenant tenant) throws IOException {
        json.writeArrayFieldStart("innocents");
        innocent(json, "traveller", tenant.people().get(Cast.TRAVELLER));
        innocent(json, "vpn-user", tenant.people().get(Cast.VPN_USER));
        innocent(json, "tidy-rule", tenant.people().get(Cast.TIDY));
        innocent(json, "forgotten-phone", tenant.people().get(Cast.FORGETFUL));
        innocent(json, "admin-work", tenant.people().get(Cast.ADMIN));
        innocent(json, "admin-work", tenant.people().get(Cast.HELPDESK));
        innocent(json, "private-computer", tenant.people().get(Cast.HELPDESK));
        innocent(json, "private-computer", tenant.people().get(Cast.HELPDESK + 8));
        innocent(json, "new-phone", tenant.people().get(Cast.TIDY + 5));
        innocent(json, "new-phone", tenant.people().get(Cast.TIDY + 6));
        json.writeEndArray();
    }

    private static void innocent(JsonGenerator json, String scenario, Person person) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", scenario);
        json.writeStringField("account", person.upn());
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
