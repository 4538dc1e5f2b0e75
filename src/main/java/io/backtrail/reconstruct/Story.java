package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The finished attribution, looked up by act: what case facts are drawn from. */
final class Story {
    private final Case of;
    private final Attribution attribution;
    private final Atom[] atomOf;
    private final String[] systemRule;
    private final boolean[] twin;

    Story(Case of, Attribution attribution, String[] systemRule, boolean[] twin) {
        this.of = of;
        this.attribution = attribution;
        this.systemRule = systemRule;
        this.twin = twin;
        this.atomOf = new Atom[of.acts().size()];
        attribution.atoms().forEach(atom -> atom.acts().forEach(act -> atomOf[act.no()] = atom));
    }

    Case of() {
        return of;
    }

    Attribution attribution() {
        return attribution;
    }

    /** The atom of an act; null for system activity. */
    Atom atom(Act act) {
        return atomOf[act.no()];
    }

    /** The system rule of an act, or null. */
    String systemRule(Act act) {
        return systemRule[act.no()];
    }

    /** True if the act repeats another log's record of the same sign-in. */
    boolean twin(Act act) {
        return act.no() < twin.length && twin[act.no()];
    }

    /** The word of the verdict on an act. */
    String word(Act act) {
        Atom atom = atom(act);
        return atom == null ? "system" : attribution.verdict(atom).word();
    }

    boolean attacker(Act act) {
        return word(act).equals("attacker");
    }

    /** Attacker or suspect. */
    boolean accused(Act act) {
        return attacker(act) || word(act).equals("suspect");
    }

    /** True if what was set up serves an accused: its maker is one, or the application that was let in. */
    boolean accused(Finding finding) {
        return accused(finding.opened())
                || finding.type().equals("oauth-grant")
                        && finding.keys().stream().anyMatch(accusedApps()::contains);
    }

    /** Applications of which some account's use is accused. */
    Set<String> accusedApps() {
        Set<String> apps = new TreeSet<>();
        for (Atom atom : attribution.atoms()) {
            if (atom.riskyApp() != null && attribution.verdict(atom).accused()) {
                apps.add(atom.riskyApp());
            }
        }
        return apps;
    }

    /** Acts of accused atoms, in order. */
    List<Act> accusedActs() {
        List<Act> acts = new ArrayList<>();
        of.acts().stream().filter(this::accused).forEach(acts::add);
        return acts;
    }
}
