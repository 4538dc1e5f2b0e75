package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where the atom comes from: networks, countries and addresses against the owner's. */
final class NetworkEvidence implements EvidenceFamily {
    private final Weights weights;

    NetworkEvidence(Case of) {
        this.weights = of.weights();
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        List<Reason> reasons = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        boolean usual = false;
        for (Act act : atom.addresses().values()) {
            Address address = act.address();
            if (!told.add(address.range())) {
                continue;
            }
            if (baseline.foreign(atom, address, tenant)) {
                strange(atom, address, baseline, tenant, reasons);
            } else if (!usual) {
                usual = usual(atom, address, baseline, reasons);
            }
        }
        office(atom, tenant, reasons);
        return reasons;
    }

    private void strange(Atom atom, Address address, Baseline baseline, TenantFacts tenant, List<Reason> reasons) {
        List<String> events = atom.some(act -> act.address().ip() != null
                && address.range().equals(act.address().range()));
        reasons.add(weights.reason(
                address.asn() == null ? "network.new-block" : "network.new-range", events, address.name()));
        Habits habits = baseline.of(atom);
        if (address.hidesPlace() && habits.isNew(new Trait(Trait.Kind.NETWORK, address.network()), atom)) {
            reasons.add(weights.reason("network.hidden", events, address.ip(), address.network()));
        }
        if (address.country() != null) {
            Trait country = new Trait(Trait.Kind.COUNTRY, address.country());
            if (habits.isNew(country, atom) && tenant.usersOf(country, atom.account()) == 0) {
                reasons.add(weights.reason("network.new-country", events, address.country()));
            }
        }
    }

    private static Trait ipOf(Address address) {
        return new Trait(Trait.Kind.IP, address.ip());
    }

    /** A provider's line speaks for the owner, but not where no program that is known comes from an address that is not known. */
    private boolean usual(Atom atom, Address address, Baseline baseline, List<Reason> reasons) {
        Habits habits = baseline.of(atom);
        Trait range = new Trait(Trait.Kind.RANGE, address.range());
        int days = habits.days(range, atom);
        boolean othersCouldBeThere =
                habits.days(ipOf(address), atom) == 0 && (atom.tools().isEmpty() || baseline.strangeClient(atom));
        if (days < 5 || habits.isNew(range, atom) || othersCouldBeThere) {
            return false;
        }
        Trait ip = ipOf(address);
        List<String> events = atom.some(act -> address.ip().equals(act.address().ip()));
        if (habits.anchoredDays(ip, atom) >= 3) {
            reasons.add(weights.reason("network.anchored-address", events, address.ip(), habits.days(ip, atom)));
        } else if (habits.anchoredDays(range, atom) >= 1) {
            reasons.add(weights.reason("network.anchored", events, address.name(), days));
        } else {
            reasons.add(weights.reason("network.usual", events, address.name(), days));
        }
        return true;
    }

    private void office(Atom atom, TenantFacts tenant, List<Reason> reasons) {
        for (String ip : atom.addresses().keySet()) {
            int users = tenant.usersOfPlace(ip);
            if (users >= 3) {
                reasons.add(weights.reason(
                        "network.office",
                        atom.some(act -> ip.equals(act.address().ip())),
                        ip,
                        users));
                return;
            }
        }
    }
}
