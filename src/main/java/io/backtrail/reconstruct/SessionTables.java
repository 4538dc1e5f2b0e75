package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables {@code session}, {@code reason}, {@code verdict} and {@code event_technique}: every event with its verdict, every verdict with its reasons. */
final class SessionTables {
    private final Story story;
    private final Phases phases;
    private final Map<Atom, Long> numbers = new HashMap<>();
    private final Map<String, Long> systemNumbers = new TreeMap<>();
    private final Results sessions = Results.with(
            "session_no bigint",
            "account varchar",
            "label varchar",
            "started timestamp",
            "ended timestamp",
            "events bigint",
            "ips varchar[]",
            "countries varchar[]",
            "agents varchar[]",
            "verdict varchar",
            "confidence varchar",
            "score integer",
            "unresolved boolean",
            "purpose varchar",
            "would_change varchar");
    private final Results reasons = Results.with(
            "session_no bigint", "ordinal integer", "family varchar", "db integer", "text varchar", "events varchar[]");
    private final Results verdicts = Results.with(
            "event_seq bigint",
            "event_id varchar",
            "session_no bigint",
            "verdict varchar",
            "confidence varchar",
            "unresolved boolean",
            "score integer",
            "phase varchar");

    private final Results eventTechniques = Results.with("event_seq bigint", "technique varchar", "name varchar");
    private final Techniques techniques = Techniques.builtIn();

    SessionTables(Story story, Fraud fraud) {
        this.story = story;
        this.phases = new Phases(story, fraud);
    }

    /** Adds the four tables. */
    void addTo(Map<String, Table> tables) {
        for (Atom atom : story.attribution().atoms()) {
            numbers.put(atom, numbers.size() + 1L);
            session(atom);
        }
        system();
        for (Act act : story.of().acts()) {
            verdict(act);
        }
        tables.put("session", sessions.table());
        tables.put("reason", reasons.table());
        tables.put("verdict", verdicts.table());
        tables.put("event_technique", eventTechniques.table());
    }

    private void session(Atom atom) {
        Verdict verdict = story.attribution().verdict(atom);
        long number = numbers.get(atom);
        sessions.add(
                number,
                atom.account(),
                atom.label(),
                Results.time(atom.start()),
                Results.time(atom.end()),
                (long) atom.acts().size(),
                new ArrayList<>(atom.addresses().keySet()),
                new ArrayList<>(atom.values(Trait.Kind.COUNTRY)),
                new ArrayList<>(atom.tools().keySet()),
                verdict.word(),
                verdict.confidence(),
                verdict.score(),
                verdict.unresolved(),
                Purpose.of(atom),
                WouldChange.text(verdict, atom, gone -> story.attribution().without(atom, gone)));
        reasons(number, verdict.reasons());
    }

    private void reasons(long number, List<Reason> all) {
        int ordinal = 1;
        for (Reason reason : all) {
            reasons.add(number, ordinal++, reason.family(), reason.db(), reason.text(), reason.events());
        }
    }

    /** One session for each rule that set system activity aside, so that these events too have a reason. */
    private void system() {
        Map<String, List<Act>> byRule = new TreeMap<>();
        for (Act act : story.of().acts()) {
            String rule = story.systemRule(act);
            if (rule != null) {
                byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(act);
            }
        }
        byRule.forEach((rule, acts) -> {
            long number = numbers.size() + systemNumbers.size() + 1L;
            systemNumbers.put(rule, number);
            sessions.add(
                    number,
                    null,
                    "system activity, rule " + rule,
                    Results.time(acts.get(0).time()),
                    Results.time(acts.get(acts.size() - 1).time()),
                    (long) acts.size(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "system",
                    "high",
                    0,
                    false,
                    SystemClass.text(rule),
                    null);
            reasons(number, List.of(story.of().weights().reason("prior.system", List.of(), SystemClass.text(rule))));
        });
    }

    private void verdict(Act act) {
        Atom atom = story.atom(act);
        String phase = phases.of(act);
        Techniques.Technique technique = techniques.of(phase, act.deed());
        if (technique != null) {
            eventTechniques.add(act.seq(), technique.id(), technique.name());
        }
        if (atom == null) {
            verdicts.add(
                    act.seq(), act.id(), systemNumbers.get(story.systemRule(act)), "system", "high", false, 0, phase);
            return;
        }
        Verdict verdict = story.attribution().verdict(atom);
        verdicts.add(
                act.seq(),
                act.id(),
                numbers.get(atom),
                verdict.word(),
                verdict.confidence(),
                verdict.unresolved(),
                verdict.score(),
                phase);
    }
}
