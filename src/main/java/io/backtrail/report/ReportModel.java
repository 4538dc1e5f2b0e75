package io.backtrail.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a template may use, and what they stand for. */
final class ReportModel {
    private ReportModel() {}

    static Map<String, Object> of(CaseTables tables, ReportFacts facts) {
        RowText text = new RowText(Times.in(facts.timeZone()), Redaction.of(facts, tables));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("case", head(facts, text.times()));
        model.put("summary", new SummarySection(tables, text).content());
        model.put("likelihood", StandardOfProof.rows());
        model.put("evidence", new EvidenceSection(tables, text).content());
        AccountsSection accounts = new AccountsSection(tables, text);
        model.put("accounts", accounts.rows());
        model.put("other_accounts", accounts.others());
        model.put("entry", accounts.entry());
        model.put("activity", new ActivityStrip(tables).content());
        model.put("phases", phases(tables, text));
        model.put("attack", attack(tables));
        model.put("story", new StorySection(tables, text).content());
        PersistenceSection persistence = new PersistenceSection(tables, text);
        model.put("persistence", persistence.rows());
        model.put("capabilities", persistence.capabilities());
        model.put("exposure", new ExposureSection(tables, text).content());
        model.put("fraud", fraud(tables, text));
        model.put("lateral", lateral(tables, text));
        model.put("open_items", text.of(tables.rows(ReportQuery.OPEN_ITEMS)));
        model.put("response", response(tables, text));
        model.put("gaps", new GapsSection(tables, text).content());
        model.put("coverage", new CoverageGrid(tables).content());
        model.put(
                "packs",
                facts.packLines().lines().filter(line -> !line.isBlank()).toList());
        return model;
    }

    private static Map<String, Object> head(ReportFacts facts, Times times) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("title", facts.title());
        head.put("examiner", facts.examiner());
        head.put("own_domains", facts.ownDomains());
        head.put("tool_version", facts.toolVersion());
        head.put("written", times.utc(facts.written()));
        head.put("redacted", facts.redact());
        head.put("time_zone", facts.timeZone() == null ? "" : facts.timeZone());
        return head;
    }

    private static List<Map<String, Object>> phases(CaseTables tables, RowText text) {
        List<Cells> rows = tables.rows(ReportQuery.PHASES);
        List<Map<String, Object>> phases = text.of(rows);
        for (int i = 0; i < phases.size(); i++) {
            phases.get(i).put("words", Words.sentence(Words.kind(rows.get(i).text("phase"))));
        }
        return phases;
    }

    /** The version of ATT&CK that the ids are of; empty before the first reconstruction. */
    private static String attack(CaseTables tables) {
        return tables.rows(ReportQuery.FACTS).stream()
                .filter(fact -> fact.text("name").equals("attack"))
                .map(fact -> fact.text("value"))
                .findFirst()
                .orElse("");
    }

    private static List<Map<String, Object>> fraud(CaseTables tables, RowText text) {
        List<Cells> rows = tables.rows(ReportQuery.FRAUD);
        List<Map<String, Object>> mails = text.of(rows);
        for (int i = 0; i < mails.size(); i++) {
            List<String> recipients = rows.get(i).texts("recipients");
            mails.get(i).put("recipient_count", recipients.size());
        }
        return mails;
    }

    private static List<Map<String, Object>> response(CaseTables tables, RowText text) {
        List<Cells> rows = tables.rows(ReportQuery.RESPONSE);
        List<Map<String, Object>> actions = text.of(rows);
        for (int i = 0; i < actions.size(); i++) {
            actions.get(i).put("file", StorySection.fileName(rows.get(i).text("path")));
        }
        return actions;
    }

    private static List<Map<String, Object>> lateral(CaseTables tables, RowText text) {
        List<Cells> rows = tables.rows(ReportQuery.LATERAL);
        List<Map<String, Object>> moves = text.of(rows);
        for (int i = 0; i < moves.size(); i++) {
            moves.get(i).put("kind_words", Words.kind(rows.get(i).text("kind")));
        }
        return moves;
    }
}
