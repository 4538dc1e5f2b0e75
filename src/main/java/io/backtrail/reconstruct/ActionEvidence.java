package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the atom did: hiding, forwarding, new factors, consents, fraud, mass mail, covering up, collecting. */
final class ActionEvidence implements EvidenceFamily {
    private static final long TEN_MINUTES = 600_000L;
    private static final long DAY = 86_400_000L;

    private final Case of;
    private final Weights weights;
    private final SignInPatterns patterns;
    private final Changes changes;

    ActionEvidence(Case of, SignInPatterns patterns) {
        this.of = of;
        this.weights = of.weights();
        this.patterns = patterns;
        this.changes = new Changes(of);
    }

    @Override
    public String name() {
        return "action";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        List<Reason> reasons = new ArrayList<>();
        boolean strange = baseline.foreign(atom, tenant) || baseline.strangeClient(atom);
        for (Act act : atom.acts()) {
            if (act.succeeded()) {
                change(act, atom, strange, baseline, tenant, reasons);
            }
        }
        if (strange) {
            finance(atom, reasons);
            covering(atom, reasons);
            busy(atom, Deed.MAIL_READ, "action.bulk-read", 100, reasons);
            busy(atom, Deed.FILE_READ, "action.bulk-files", 40, reasons);
        }
        if (baseline.foreign(atom, tenant)) {
            synced(atom, baseline, reasons);
        }
        massMail(atom, reasons);
        return reasons;
    }

    private void change(
            Act act, Atom atom, boolean strange, Baseline baseline, TenantFacts tenant, List<Reason> reasons) {
        switch (act.deed()) {
            case RULE_SET -> rule(act, strange, reasons);
            case MAILBOX_SET, TRANSPORT_RULE_SET -> forward(act, reasons);
            case AUDIT_SET -> audit(act, reasons);
            case MFA_ADDED, DEVICE_ADDED, USER_CHANGED -> factor(act, atom, baseline, tenant, reasons);
            case CONSENT -> {
                if (strange) {
                    consent(act, reasons);
                }
            }
            case APP_CREDENTIAL -> {
                if (strange || patterns.foreignSignInBefore(act)) {
                    reasons.add(weights.reason("action.rogue-credential", List.of(act.id())));
                }
            }
            case ROLE_ADDED, MAILBOX_GRANT -> {
                grantToNew(act, reasons);
                if (baseline.foreign(atom, tenant) && baseline.strangeClient(atom) || baseline.hidden(atom, tenant)) {
                    grantToSelf(act, reasons);
                }
            }
            case SEARCHED -> search(act, strange, reasons);
            default -> {
                // The other deeds weigh nothing by themselves.
            }
        }
    }

    private void rule(Act act, boolean strange, List<Reason> reasons) {
        InboxRule rule = InboxRule.read(act, of.parts());
        if (rule.removal()) {
            return;
        }
        List<String> words = new ArrayList<>();
        int score = rule.score(of, words);
        int db = strange ? Math.min(16, score * 5 / 4) : score;
        if (db >= 4) {
            String name = io.backtrail.problem.Problem.quote(rule.name());
            reasons.add(
                    weights.reason("action.hiding-rule", db, List.of(act.id()), name, score, String.join(", ", words)));
        }
        if (!rule.external(of).isEmpty()) {
            reasons.add(
                    weights.reason("action.external-forward", List.of(act.id()), String.join(", ", rule.external(of))));
        }
    }

    private void forward(Act act, List<Reason> reasons) {
        Set<String> outside = changes.forwardsOutside(act);
        if (!outside.isEmpty()) {
            reasons.add(weights.reason("action.external-forward", List.of(act.id()), String.join(", ", outside)));
        } else if (act.deed() == Deed.MAILBOX_SET) {
            audit(act, reasons);
        }
    }

    private void audit(Act act, List<Reason> reasons) {
        String off = changes.auditSwitchedOff(act);
        if (off != null) {
            reasons.add(weights.reason("action.audit-off", List.of(act.id()), off));
        }
    }

    /** Not when the owner's own habits surround it: a new phone at home is no sign of anything. */
    private void factor(Act act, Atom atom, Baseline baseline, TenantFacts tenant, List<Reason> reasons) {
        boolean foreign = atom.addresses().isEmpty()
                ? patterns.foreignSignInBefore(act)
                : baseline.foreign(atom, tenant) && patterns.foreignSignInBefore(act);
        if (foreign && (act.deed() != Deed.USER_CHANGED || changes.factorAdded(act))) {
            reasons.add(weights.reason("action.mfa-added", List.of(act.id()), changes.added(act)));
        }
    }

    private void consent(Act act, List<Reason> reasons) {
        if (of.grants().risky(act) || of.grants().rogue(act)) {
            reasons.add(weights.reason(
                    "action.consent", List.of(act.id()), of.grants().name(act)));
        }
    }

    private void grantToNew(Act act, List<Reason> reasons) {
        String grantee = changes.grantee(act);
        Long created = changes.created(grantee);
        if (created != null
                && act.time() >= created
                && act.time() - created <= DAY
                && patterns.foreignSignInBefore(act)) {
            reasons.add(weights.reason("action.grant-to-new", List.of(act.id())));
        }
    }

    /** Somebody who gives the account they came in with another's mailbox. */
    private void grantToSelf(Act act, List<Reason> reasons) {
        String grantee = changes.grantee(act);
        boolean own = grantee != null && act.account() != null && grantee.equalsIgnoreCase(act.account());
        if (act.deed() == Deed.MAILBOX_GRANT && own) {
            reasons.add(weights.reason("action.grant-to-self", List.of(act.id())));
        }
    }

    /** The copying record itself has to name the strange program, unless the whole atom is a protocol that the user never used. */
    private void synced(Atom atom, Baseline baseline, List<Reason> reasons) {
        Habits habits = baseline.of(atom);
        Trait legacy = new Trait(Trait.Kind.LEGACY, "legacy");
        boolean newProtocol = atom.traits().containsKey(legacy) && habits.isNew(legacy, atom);
        List<String> events = atom.some(act -> act.deed() == Deed.MAIL_READ
                && of.parts().synced(act)
                && (newProtocol
                        || act.tool().known()
                                && habits.isNew(
                                        new Trait(Trait.Kind.CLIENT, act.tool().name()), atom)));
        if (!events.isEmpty()) {
            reasons.add(weights.reason("action.folder-sync", events));
        }
    }

    private void search(Act act, boolean strange, List<Reason> reasons) {
        String query = of.parts().value(act, "QueryText");
        query = query == null ? act.target() : query;
        if (strange && of.knowledge().tellingWord(query)) {
            reasons.add(weights.reason(
                    "action.finance-search", List.of(act.id()), io.backtrail.problem.Problem.quote(query)));
        }
    }

    private void finance(Atom atom, List<Reason> reasons) {
        for (Act act : atom.acts()) {
            boolean outside = of.parts().recipients(act).isEmpty()
                    || of.parts().recipients(act).stream().anyMatch(of::outside);
            if (act.deed() == Deed.MAIL_SENT && outside && of.knowledge().financeWord(act.subject())) {
                reasons.add(weights.reason(
                        "action.finance", List.of(act.id()), io.backtrail.problem.Problem.quote(act.subject())));
                return;
            }
        }
    }

    private void covering(Atom atom, List<Reason> reasons) {
        Act sent = null;
        for (Act act : atom.acts()) {
            if (act.deed() == Deed.MAIL_SENT) {
                sent = act;
            } else if (act.deed() == Deed.MAIL_DELETED && sent != null && act.time() - sent.time() <= TEN_MINUTES) {
                boolean same = act.subject() == null
                        || sent.subject() == null
                        || act.subject().contains(sent.subject())
                        || sent.subject().contains(act.subject());
                if (same) {
                    reasons.add(weights.reason("action.covering", List.of(sent.id(), act.id())));
                    return;
                }
            }
        }
    }

    private void busy(Atom atom, Deed deed, String id, int least, List<Reason> reasons) {
        List<Act> window = new ArrayList<>();
        int count = 0;
        for (Act act : atom.acts()) {
            if (act.deed() != deed) {
                continue;
            }
            window.add(act);
            count += weight(act);
            while (act.time() - window.get(0).time() > TEN_MINUTES) {
                count -= weight(window.remove(0));
            }
            if (count >= least) {
                reasons.add(weights.reason(id, List.of(window.get(0).id(), act.id()), count));
                return;
            }
        }
    }

    private int weight(Act act) {
        return act.deed() == Deed.MAIL_READ ? Math.max(1, of.parts().messages(act)) : 1;
    }

    private void massMail(Atom atom, List<Reason> reasons) {
        List<Act> window = new ArrayList<>();
        for (Act act : atom.acts()) {
            if (act.deed() != Deed.MAIL_SENT) {
                continue;
            }
            window.add(act);
            while (act.time() - window.get(0).time() > TEN_MINUTES) {
                window.remove(0);
            }
            Set<String> outside = new HashSet<>();
            window.forEach(sent ->
                    of.parts().recipients(sent).stream().filter(of::outside).forEach(outside::add));
            if (outside.size() >= 50) {
                reasons.add(
                        weights.reason("action.mass-mail", List.of(window.get(0).id(), act.id()), outside.size()));
                return;
            }
        }
    }
}
