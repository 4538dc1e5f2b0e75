package io.backtrail.cli;

import io.backtrail.health.Answer;
import io.backtrail.health.HealthFinding;
import io.backtrail.investigate.Findings;
import io.backtrail.model.Column;
import io.backtrail.print.JsonText;
import java.util.List;

/** The shape of an answer in machine-readable output: an object for one, an array for several. */
final class AnswerJson {
    private AnswerJson() {}

    static void write(JsonText json, List<Answer> answers) {
        if (answers.size() == 1) {
            write(json, answers.get(0));
            return;
        }
        json.beginArray();
        answers.forEach(answer -> write(json, answer));
        json.endArray();
    }

    static void write(JsonText json, Answer answer) {
        Findings findings = answer.findings();
        json.beginObject().field("id", findings.investigation().id());
        json.field("question", findings.investigation().question());
        json.name("params").beginObject();
        findings.parameters().forEach(json::field);
        json.endObject();
        json.field(
                "columns", findings.table().columns().stream().map(Column::name).toList());
        json.field("rows", findings.table());
        json.field("truncated", findings.truncated());
        json.field("conclusion", answer.conclusion().words());
        json.name("holes").beginArray();
        for (HealthFinding hole : answer.holes()) {
            json.beginObject()
                    .field("code", hole.code())
                    .field("severity", hole.severity())
                    .field("account", hole.account())
                    .field("workload", hole.workload())
                    .field("from", hole.from())
                    .field("to", hole.to())
                    .field("text", hole.text())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
