package io.backtrail.reconstruct;

import io.backtrail.model.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The tables {@code account_verdict} and {@code reconstruction_fact}: the verdict on each account, and what it was made with. */
final class CaseFacts {
    private final Story story;
    private final Windows windows;
    private final AccessLedger ledger;
    private final EntryVector entry;

    CaseFacts(Story story, Windows windows, AccessLedger ledger) {
        this.story = story;
        this.windows = windows;
        this.ledger = ledger;
        this.entry = new EntryVector(story);
    }

    /** Adds the two tables. */
    void addTo(Map<String, Table> tables) {
        tables.put("account_verdict", accounts());
        tables.put("reconstruction_fact", facts());
    }

    private Table accounts() {
        Results results = Results.with(
                "account varchar",
                "verdict varchar",
                "entry_vector varchar",
                "entry_confidence varchar",
                "first_attempt timestamp",
                "first_success timestamp",
                "last_attacker timestamp",
                "contained boolean",
                "score integer",
                "why varchar");
        for (Window window : windows.all()) {
            boolean accused = window.entryAtom() != null;
            EntryVector.Entry way = accused ? entry.of(window.entryAtom()) : null;
            results.add(
                    window.account(),
                    window.verdict(),
                    way == null ? null : way.word(),
                    way == null ? null : way.confidence(),
                    Results.time(window.firstAttempt()),
                    Results.time(window.firstSuccess()),
                    Results.time(window.lastAttacker()),
                    ledger.contained(window),
                    window.score(),
                    accused ? why(window.entryAtom(), way) : ledger.passwords().text(window.account()));
        }
        return results.table();
    }

    private String why(Atom atom, EntryVector.Entry way) {
        List<String> strongest = story.attribution().verdict(atom).reasons().stream()
                .filter(reason -> reason.db() > 0)
                .sorted(Comparator.comparingInt((Reason reason) -> -reason.db()).thenComparing(Reason::text))
                .limit(3)
                .map(reason -> "+" + reason.db() + " " + reason.text())
                .toList();
        String patterns = way.patterns().isEmpty() ? "" : "; way in: " + String.join(", ", way.patterns());
        return String.join("; ", strongest) + patterns;
    }

    private Table facts() {
        Results results = Results.with("name varchar", "value varchar");
        Case of = story.of();
        results.add("events", Integer.toString(of.acts().size()));
        results.add("own_domains", String.join(", ", of.ownDomains()));
        results.add("rounds", Integer.toString(story.attribution().rounds()));
        results.add("seeds", Integer.toString(of.settings().seeds().size()));
        results.add("judgements", Integer.toString(of.settings().judgements().size()));
        results.add("weights", of.weights().version());
        results.add("attack", Techniques.builtIn().version());
        if (windows.patientZero() != null) {
            results.add("patient_zero", windows.patientZero());
        }
        missing(results, of.acts());
        return results.sorted().table();
    }

    private static void missing(Results results, List<Act> acts) {
        long speaking = acts.stream().filter(act -> act.address().speaks()).count();
        long placed = acts.stream()
                .filter(act -> act.address().speaks() && act.address().country() != null)
                .count();
        if (speaking > 0 && placed == 0) {
            results.add(
                    "missing.geo",
                    "No address could be placed: countries, networks and journeys say nothing here; address blocks stand in.");
        }
        if (!acts.isEmpty() && acts.stream().allMatch(act -> act.sessionId() == null)) {
            results.add(
                    "missing.session_ids",
                    "No record carries a session id: acts were joined by user, address and program within 30 minutes.");
        }
        if (!acts.isEmpty() && acts.stream().noneMatch(act -> act.tool().known())) {
            results.add("missing.agents", "No record names a program: what people work with says nothing here.");
        }
        if (!acts.isEmpty() && acts.stream().noneMatch(act -> act.deed() == Deed.SIGN_IN)) {
            results.add("missing.sign_ins", "There are no sign-ins: how anybody got in cannot be told.");
        }
        if (!acts.isEmpty() && acts.stream().noneMatch(act -> act.deed() == Deed.MAIL_READ)) {
            results.add(
                    "missing.mail_access",
                    "There is no MailItemsAccessed record: that no read message is listed does not mean that none was read.");
        }
    }
}
