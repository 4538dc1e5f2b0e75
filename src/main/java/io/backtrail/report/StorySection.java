package io.backtrail.report;

import io.backtrail.reconstruct.ScoreSum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The story: a chapter for each session of the attacker or of a suspect, with its reasons and its events. */
final class StorySection {
    /** More rows than this in a chapter are folded away, so that the story can be read. */
    private static final int OPEN_ROWS = 60;

    private static final int MOST_REASON_EVENTS = 6;
    private static final int MOST_ROWS = 20_000;
    private final CaseTables tables;
    private final RowText text;

    StorySection(CaseTables tables, RowText text) {
        this.tables = tables;
        this.text = text;
    }

    Map<String, Object> content() {
        Map<Long, List<Map<String, Object>>> events = bySession(ReportQuery.STORY);
        Map<Long, List<Map<String, Object>>> reasons = new TreeMap<>();
        for (Cells reason : tables.rows(ReportQuery.REASONS)) {
            Map<String, Object> row = text.of(reason);
            row.put("db_text", signed(reason.number("db")));
            row.put("events_text", Words.list(reason.texts("events"), MOST_REASON_EVENTS));
            reasons.computeIfAbsent(reason.number("session_no"), n -> new ArrayList<>())
                    .add(row);
        }
        Map<Long, List<Map<String, Object>>> around = bySession(ReportQuery.AROUND);
        List<Map<String, Object>> chapters = new ArrayList<>();
        for (Cells session : tables.rows(ReportQuery.SESSIONS)) {
            long number = session.number("session_no");
            List<Map<String, Object>> own = events.remove(number);
            Map<String, Object> chapter =
                    chapter(session, own == null ? List.of() : own, reasons.getOrDefault(number, List.of()));
            chapter.put("shown", woven(chapter.get("shown"), around.getOrDefault(number, List.of())));
            chapters.add(chapter);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("chapters", chapters);
        List<Map<String, Object>> loose = new ArrayList<>();
        events.values().forEach(loose::addAll);
        content.put("loose", loose);
        content.put("capped", tables.rows(ReportQuery.STORY).size() >= MOST_ROWS);
        content.put("most", Words.number(MOST_ROWS));
        content.put("context_counts", text.of(tables.rows(ReportQuery.CONTEXT_COUNTS)));
        content.put("context", text.of(tables.rows(ReportQuery.CONTEXT)));
        return content;
    }

    private Map<Long, List<Map<String, Object>>> bySession(ReportQuery query) {
        Map<Long, List<Map<String, Object>>> bySession = new TreeMap<>();
        for (Cells event : tables.rows(query)) {
            Map<String, Object> row = text.of(event);
            row.put("file", fileName(event.text("path")));
            row.put("phase_words", Words.sentence(Words.kind(event.text("phase"))));
            bySession
                    .computeIfAbsent(event.number("session_no"), n -> new ArrayList<>())
                    .add(row);
        }
        return bySession;
    }

    private Map<String, Object> chapter(
            Cells session, List<Map<String, Object>> events, List<Map<String, Object>> reasons) {
        Map<String, Object> chapter = text.of(session);
        long score = session.number("score");
        chapter.put("verdict_words", Words.verdict(session.text("verdict"), session.text("confidence"), score));
        String purpose = text.quoted(session, "purpose");
        chapter.put("heading", purpose.isEmpty() ? "Session " + session.text("label") : Words.sentence(purpose));
        chapter.put("attempts_only", isAttemptsOnly(events));
        chapter.put("score_text", signed(score));
        chapter.put("length", Times.span(Duration.between(session.instant("started"), session.instant("ended"))));
        chapter.put("events_text", Words.count(session.number("events"), "event", "events"));
        chapter.put("shown", events.subList(0, Math.min(OPEN_ROWS, events.size())));
        chapter.put("folded", events.subList(Math.min(OPEN_ROWS, events.size()), events.size()));
        chapter.put("folded_text", Words.count(Math.max(0, events.size() - OPEN_ROWS), "more event", "more events"));
        chapter.put("reasons", reasons);
        long sum = reasons.stream().mapToLong(row -> (Long) row.get("db")).sum();
        chapter.put("sum_text", signed(sum));
        chapter.put("adds_up", sum == score);
        chapter.put("counter", counter(reasons));
        return chapter;
    }

    /** The chapter's own events with the owner's acts around them, in order of time. */
    private static List<Map<String, Object>> woven(Object shown, List<Map<String, Object>> around) {
        List<Map<String, Object>> rows = new ArrayList<>();
        ((List<?>) shown).forEach(row -> rows.add(row(row)));
        rows.addAll(around);
        rows.sort(Comparator.comparing(row -> row.get("event_time").toString()));
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> row(Object row) {
        return (Map<String, Object>) row;
    }

    /** What speaks for the owner, so that nobody has to look for it among the reasons. */
    private static String counter(List<Map<String, Object>> reasons) {
        List<String> owner = reasons.stream()
                .filter(row -> ScoreSum.partOf(
                                (String) row.get("family"), ((Long) row.get("db")).intValue(), (String) row.get("text"))
                        == ScoreSum.Part.FOR_OWNER)
                .map(row -> row.get("text") + " (" + row.get("db_text") + " dB)")
                .toList();
        return owner.isEmpty() ? "nothing in this evidence" : String.join("; ", owner);
    }

    /** Attempts that all failed are folded away whole: a spray has one such session for each account. */
    private static boolean isAttemptsOnly(List<Map<String, Object>> events) {
        return !events.isEmpty() && events.stream().allMatch(event -> "failure".equals(event.get("result")));
    }

    /** The last part of a path, of either kind of system. */
    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String signed(long db) {
        return db < 0 ? "−" + -db : "+" + db;
    }
}
