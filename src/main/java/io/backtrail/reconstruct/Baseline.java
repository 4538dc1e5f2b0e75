package io.backtrail.reconstruct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The habits of every account, made from the atoms that nobody suspects. */
final class Baseline {
    private final Map<String, Habits> byAccount = new HashMap<>();
    private final Set<String> addedDevices;

    private Baseline(Set<String> addedDevices) {
        this.addedDevices = addedDevices;
    }

    /**
     * Counts habits.
     *
     * @param leftOut atoms that were found to be an attacker's, or suspect, in the round before
     * @param addedDevices devices that were registered within the evidence and so anchor nothing
     */
    static Baseline of(List<Atom> atoms, Set<Atom> leftOut, Set<String> addedDevices) {
        Baseline baseline = new Baseline(addedDevices);
        for (Atom atom : atoms) {
            if (atom.account() != null && !atom.attemptOnly()) {
                Habits habits = baseline.byAccount.computeIfAbsent(atom.account(), key -> new Habits());
                if (leftOut.contains(atom)) {
                    habits.leaveOut(atom);
                } else if (atom.riskyApp() == null) {
                    habits.count(atom);
                } else {
                    habits.countApp(atom);
                }
            }
        }
        baseline.byAccount.values().forEach(habits -> habits.relate(addedDevices));
        return baseline;
    }

    Habits of(Atom atom) {
        return byAccount.getOrDefault(atom.account(), Habits.NONE);
    }

    /** A registered device of long standing in the atom, or null. */
    String anchorDevice(Atom atom) {
        for (String device : atom.values(Trait.Kind.DEVICE)) {
            if (of(atom).anchor(device, addedDevices)
                    && of(atom).days(new Trait(Trait.Kind.DEVICE, device), atom) > 0) {
                return device;
            }
        }
        return null;
    }

    /** True if the atom comes only from networks that are no habit of its account; false without an address. */
    boolean foreign(Atom atom, TenantFacts tenant) {
        return !atom.addresses().isEmpty()
                && atom.addresses().values().stream().allMatch(act -> foreign(atom, act.address(), tenant));
    }

    /**
     * True if the atom comes from foreign networks, or with a new program that is no telephone's from addresses that the
     * account was never seen at: the thief's line may be of the owner's own operator.
     */
    boolean unfamiliar(Atom atom, TenantFacts tenant) {
        if (foreign(atom, tenant)) {
            return true;
        }
        return !atom.addresses().isEmpty()
                && strangeClient(atom)
                && atom.tools().values().stream().noneMatch(act -> act.tool().telephone())
                && atom.addresses().keySet().stream().allMatch(ip -> neverAt(ip, atom, tenant));
    }

    /** True if the atom may be a stranger's: unfamiliar, or of no named program at addresses that the account was never seen at. */
    boolean doubtful(Atom atom, TenantFacts tenant) {
        return unfamiliar(atom, tenant)
                || !atom.addresses().isEmpty()
                        && atom.tools().isEmpty()
                        && atom.addresses().keySet().stream().allMatch(ip -> neverAt(ip, atom, tenant));
    }

    /** True if all of the atom comes from hosting, VPN or anonymising networks that are no habit of its account. */
    boolean hidden(Atom atom, TenantFacts tenant) {
        return foreign(atom, tenant)
                && atom.addresses().values().stream()
                        .allMatch(act -> act.address().hidesPlace()
                                && of(atom).isNew(
                                                new Trait(
                                                        Trait.Kind.NETWORK,
                                                        act.address().network()),
                                                atom));
    }

    /** True if no other atom of the account was ever at this address, and it is no place of others. */
    private boolean neverAt(String ip, Atom atom, TenantFacts tenant) {
        return of(atom).days(new Trait(Trait.Kind.IP, ip), atom) == 0 && tenant.usersOfPlace(ip) == 0;
    }

    /**
     * True if this one network is no habit of the atom's account, nor another one of an operator that is, nor a place of
     * three others.
     */
    boolean foreign(Atom atom, Address address, TenantFacts tenant) {
        Trait range = new Trait(Trait.Kind.RANGE, address.range());
        return of(atom).isNew(range, atom)
                && tenant.usersOf(range, atom.account()) < 3
                && (address.operator() == null
                        || of(atom).isNew(new Trait(Trait.Kind.OPERATOR, address.operator()), atom));
    }

    /** True if every program that the atom names is new for its account; false if it names none. */
    boolean strangeClient(Atom atom) {
        Set<String> clients = atom.values(Trait.Kind.CLIENT);
        return !clients.isEmpty()
                && clients.stream().allMatch(client -> of(atom).isNew(new Trait(Trait.Kind.CLIENT, client), atom));
    }
}
