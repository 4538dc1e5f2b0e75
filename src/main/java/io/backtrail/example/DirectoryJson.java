package io.backtrail.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes changes in the directory as the Graph interface gives them, as one page. */
final class DirectoryJson {
    private final Writer out;
    private final Era era;

    DirectoryJson(Writer out, Era era) {
        this.out = out;
        this.era = era;
    }

    void write(List<DirectoryAct> acts) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartObject();
        json.writeStringField("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#auditLogs/directoryAudits");
        json.writeArrayFieldStart("value");
        for (int i = acts.size() - 1; i >= 0; i--) {
            json.writeRaw("\n");
            act(json, acts.get(i));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }

    /** One change alone, without a page around it. */
    void one(DirectoryAct act) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        act(json, act);
        json.flush();
    }

    private void act(JsonGenerator json, DirectoryAct act) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", act.id());
        json.writeStringField("category", act.category());
        json.writeStringField("correlationId", act.correlation());
        json.writeStringField("result", "success");
        json.writeStringField("resultReason", "");
        json.writeStringField("activityDisplayName", act.activity());
        json.writeStringField("activityDateTime", Recorder.zoneless(act.time()) + ".0000000Z");
        json.writeStringField(
                "loggedByService",
                act.activity().contains("security info") ? "Authentication Methods" : "Core Directory");
        json.writeStringField("operationType", act.activity().startsWith("Add") ? "Add" : "Update");
        json.writeObjectFieldStart("initiatedBy");
        json.writeNullField("app");
        json.writeObjectFieldStart("user");
        person(json, act.hand().person());
        json.writeStringField("ipAddress", act.hand().address());
        json.writeEndObject();
        json.writeEndObject();
        target(json, act);
        json.writeArrayFieldStart("additionalDetails");
        json.writeStartObject();
        json.writeStringField("key", "User-Agent");
        json.writeStringField("value", era.dress(act.hand().device().agent()));
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void target(JsonGenerator json, DirectoryAct act) throws IOException {
        json.writeArrayFieldStart("targetResources");
        json.writeStartObject();
        Target target = act.target();
        json.writeStringField("id", target.id());
        json.writeStringField("displayName", target.name());
        json.writeStringField("userPrincipalName", target.upn());
        json.writeStringField("type", target.type());
        json.writeNullField("groupType");
        json.writeArrayFieldStart("modifiedProperties");
        List<String> changes = act.changes();
        for (int i = 0; i < changes.size(); i += 3) {
            json.writeStartObject();
            json.writeStringField("displayName", changes.get(i));
            json.writeStringField("oldValue", era.dress(changes.get(i + 2)));
            json.writeStringField("newValue", era.dress(changes.get(i + 1)));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void person(JsonGenerator json, Person person) throws IOException {
        json.writeStringField("id", person.objectId());
        json.writeStringField("displayName", person.name());
        json.writeStringField("userPrincipalName", person.upn());
    }
}
