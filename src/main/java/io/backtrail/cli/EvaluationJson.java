package io.backtrail.cli;

import io.backtrail.evaluate.Hits;
import io.backtrail.evaluate.Overall;
import io.backtrail.evaluate.Score;
import io.backtrail.print.JsonText;
import java.util.List;

/** The scores of an evaluation for scripts. */
final class EvaluationJson {
    private EvaluationJson() {}

    /** All tenants, then all of them together. */
    static void write(JsonText json, List<Score> scores) {
        json.beginObject().name("tenants").beginArray();
        for (Score score : scores) {
            json.beginObject().field("scenario", score.subject().scenario().word());
            json.field("era", score.subject().eraWord())
                    .field("seed", score.subject().seed());
            json.field("events", (long) score.events());
            figures(json, score);
            json.field("wrong_sums", score.wrongSums()).field("wrong_citations", score.wrongCitations());
            json.field("faults", score.faults()).endObject();
        }
        Overall all = Overall.of(scores);
        json.endArray().name("overall").beginObject();
        hits(json, "strict", all.strict());
        hits(json, "lenient", all.lenient());
        json.field("macro_f1", all.macroF1());
        json.field("falsely_accused", all.accused()).field("falsely_suspected", all.suspected());
        json.field("unnoticed", all.unnoticed());
        hits(json, "persistence", all.persistence());
        json.field("first_success_minutes", all.firstSuccessMinutes());
        json.field("last_attacker_minutes", all.lastAttackerMinutes());
        json.field("entry_vector", all.entryVector()).field("patient_zero", all.patientZero());
        hits(json, "exposed", all.exposed());
        json.field("wrong_sums", all.wrongSums()).field("wrong_citations", all.wrongCitations());
        json.endObject().endObject();
    }

    private static void figures(JsonText json, Score score) {
        hits(json, "strict", score.strict());
        hits(json, "lenient", score.lenient());
        json.field("falsely_accused", score.accused()).field("falsely_suspected", score.suspected());
        json.field("unnoticed", score.unnoticed());
        hits(json, "persistence", score.persistence());
        json.field("first_success_minutes", score.firstSuccessMinutes());
        json.field("last_attacker_minutes", score.lastAttackerMinutes());
        json.field("entry_vector", score.entryVector()).field("patient_zero", score.patientZero());
        hits(json, "exposed", score.exposed());
    }

    private static void hits(JsonText json, String name, Hits hits) {
        json.name(name).beginObject();
        json.field("right", hits.right()).field("wrong", hits.wrong()).field("missed", hits.missed());
        json.field("precision", hits.precision()).field("recall", hits.recall()).field("f1", hits.f1());
        json.endObject();
    }
}
