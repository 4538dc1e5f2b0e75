package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Splits a session that was born with its owner and goes on with somebody else. A session born elsewhere stays whole: then
 * all of it is the attacker's, unless its owner walks on in it from a device or network of long standing.
 */
final class MixedSessions {
    private final Parts parts;
    private final Baseline baseline;
    private final TenantFacts tenant;
    private final Map<Atom, Atom> birthOf = new HashMap<>();

    MixedSessions(Parts parts, Baseline baseline, TenantFacts tenant) {
        this.parts = parts;
        this.baseline = baseline;
        this.tenant = tenant;
    }

    /** The atoms, mixed ones replaced by their parts, in order. */
    List<Atom> split(List<Atom> atoms) {
        List<Atom> result = new ArrayList<>(atoms.size());
        for (Atom atom : atoms) {
            if (atom.first().sessionId() == null && !atom.has(act -> act.sessionId() != null)
                    || atom.riskyApp() != null
                    || atom.addresses().size() < 2) {
                result.add(atom);
            } else {
                result.addAll(parts(atom));
            }
        }
        return result;
    }

    /** For each atom that continues a session elsewhere: the atom that it was split from. */
    Map<Atom, Atom> birthOf() {
        return birthOf;
    }

    private List<Atom> parts(Atom atom) {
        Act born = atom.addresses().values().iterator().next();
        boolean bornFits = !baseline.foreign(atom, born.address(), tenant);
        List<Act> owners = new ArrayList<>();
        List<Act> others = new ArrayList<>();
        boolean lastForeign = !bornFits;
        for (Act act : atom.acts()) {
            if (act.address().speaks()) {
                lastForeign = bornFits ? elsewhere(act, born, atom) : !anchored(act, atom);
            }
            (lastForeign ? others : owners).add(act);
        }
        if (owners.isEmpty() || others.isEmpty() || !bornFits && !relayed(owners, atom)) {
            return List.of(atom);
        }
        return bornFits ? fork(atom, owners, others) : relay(atom, owners, others);
    }

    /**
     * On another network that is no habit, and in another browser or by a script; one program on two networks is a VPN or a
     * journey, and a desktop program beside the browser is an owner at work.
     */
    private boolean elsewhere(Act act, Act born, Atom atom) {
        if (act.address().range().equals(born.address().range()) || !baseline.foreign(atom, act.address(), tenant)) {
            return false;
        }
        boolean browsed = act.tool().kind().equals("browser") || act.tool().script();
        boolean otherProgram = act.tool().known()
                && born.tool().known()
                && !Objects.equals(act.tool().name(), born.tool().name());
        boolean strangeProgram = act.tool().known()
                && baseline.of(atom)
                        .isNew(new Trait(Trait.Kind.CLIENT, act.tool().name()), atom);
        return browsed && otherProgram && strangeProgram && !ownProgramAt(act, atom, born)
                || !act.tool().known() && othersProgramAt(act, atom, born);
    }

    /** A mail program signs in through a web view that has another name: the program itself is then at the same address. */
    private static boolean ownProgramAt(Act act, Atom atom, Act born) {
        return atom.has(other -> Objects.equals(other.tool().name(), born.tool().name())
                && other.tool().os() != null
                && other.tool().os().equals(act.tool().os())
                && act.address().ip().equals(other.address().ip()));
    }

    /** A record that names no program goes with the named ones from its address. */
    private boolean othersProgramAt(Act act, Atom atom, Act born) {
        for (Act other : atom.acts()) {
            if (other.tool().known()
                    && act.address().ip().equals(other.address().ip())
                    && elsewhere(other, born, atom)) {
                return true;
            }
        }
        return false;
    }

    private boolean anchored(Act act, Atom atom) {
        Habits habits = baseline.of(atom);
        return !baseline.foreign(atom, act.address(), tenant)
                && habits.days(new Trait(Trait.Kind.RANGE, act.address().range()), atom) >= 3;
    }

    private boolean relayed(List<Act> owners, Atom atom) {
        return owners.stream().anyMatch(act -> act.address().speaks() && anchored(act, atom));
    }

    private List<Atom> fork(Atom atom, List<Act> owners, List<Act> others) {
        Atom birth = new Atom(atom.label(), owners, false, null, parts);
        Atom later = new Atom(atom.label() + ", continued elsewhere", others, true, null, parts);
        birthOf.put(later, birth);
        return List.of(birth, later);
    }

    private List<Atom> relay(Atom atom, List<Act> owners, List<Act> others) {
        Atom birth = new Atom(atom.label(), others, false, null, parts);
        Atom walkedOn = new Atom(atom.label() + ", with its owner", owners, false, null, parts);
        return List.of(birth, walkedOn);
    }
}
