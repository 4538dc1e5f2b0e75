package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;

/** How somebody got into an account: the first vector that at least two patterns speak for. */
final class EntryVector {
    private static final long DAY = 86_400_000L;

    /**
     * The way in.
     *
     * @param word word of the contract; {@code unknown} if fewer than two patterns fit
     * @param confidence {@code high}, {@code medium} or {@code low}
     * @param patterns what speaks for it
     */
    record Entry(String word, String confidence, List<String> patterns) {}

    private final Story story;
    private final Case of;
    private final SignInPatterns patterns;

    EntryVector(Story story) {
        this.story = story;
        this.of = story.of();
        this.patterns = story.attribution().patterns();
    }

    /** The way into the account whose first accused atom with access this is. */
    Entry of(Atom atom) {
        List<Entry> candidates = List.of(
                entry("illicit-consent", consent(atom)),
                entry("device-code", deviceCode(atom)),
                entry("password-spray", spray(atom)),
                entry("brute-force", bruteForce(atom)),
                entry("mfa-fatigue", fatigue(atom)),
                entry("token-theft", tokenTheft(atom)),
                entry("legacy-auth", legacy(atom)),
                entry("aitm", relay(atom)),
                entry("trusted-relationship", partner(atom)),
                entry("delegate", delegate(atom)));
        for (Entry candidate : candidates) {
            if (candidate.patterns().size() >= 2) {
                return candidate;
            }
        }
        return new Entry("unknown", "low", List.of());
    }

    private static Entry entry(String word, List<String> patterns) {
        return new Entry(word, patterns.size() >= 3 ? "high" : "medium", patterns);
    }

    private List<String> consent(Atom atom) {
        List<String> found = new ArrayList<>();
        if (atom.riskyApp() == null) {
            return found;
        }
        Consents consents = story.attribution().consents();
        Act consent = consents.given(atom.riskyApp(), atom.account());
        add(found, consent != null, "consent to the application");
        add(found, atom.has(act -> !act.signIn()), "calls by the application");
        add(found, of.knowledge().rogue(atom.riskyApp()), "the application is known for takeovers");
        add(found, consent != null && consents.lure(consent) != null, "a link in a mail opened minutes before");
        return found;
    }

    private List<String> deviceCode(Atom atom) {
        List<String> found = new ArrayList<>();
        boolean redeemed = successes(atom).stream().anyMatch(act -> patterns.codeTypedFor(act) != null);
        if (redeemed || atom.has(act -> act.signIn() && of.parts().deviceCode(act))) {
            found.add("device-code sign-in");
            add(found, redeemed, "the code was typed in elsewhere within the same login");
            add(found, foreign(atom), "redeemed on a network new for the user");
            add(found, says(atom, "never used before"), "the user never used device codes");
        }
        return found;
    }

    private List<String> spray(Atom atom) {
        List<String> found = new ArrayList<>();
        for (Act act : atom.acts()) {
            SignInPatterns.Spray spray =
                    act.signIn() ? patterns.sprayOf(act, story.attribution().tenant()) : null;
            if (spray != null && act.succeeded()) {
                found.add(spray.failures() + " failed sign-ins of " + spray.users() + " users from the same source");
                found.add("success from the same source");
                add(found, foreign(atom), "network new for the user");
                return found;
            }
        }
        return found;
    }

    private List<String> bruteForce(Atom atom) {
        List<String> found = new ArrayList<>();
        for (Act act : successes(atom)) {
            List<Act> guesses = patterns.guessesBefore(act);
            if (guesses.size() >= 5 && foreign(atom)) {
                found.add(guesses.size() + " wrong passwords from the same address");
                found.add("then a success from it");
                return found;
            }
        }
        return found;
    }

    private List<String> fatigue(Atom atom) {
        List<String> found = new ArrayList<>();
        for (Act act : successes(atom)) {
            if (patterns.promptsBefore(act).size() >= 4) {
                found.add("repeated second-factor prompts");
                found.add("then one approved");
                return found;
            }
        }
        return found;
    }

    private List<String> tokenTheft(Atom atom) {
        List<String> found = new ArrayList<>();
        if (!atom.continued() && says(atom, "never signed in")) {
            found.add("a program new for the user works without a sign-in of its own");
            add(found, foreign(atom), "network new for the user");
            add(found, says(atom, "takes turns"), "the owner works on in the same minutes");
        }
        if (atom.continued()) {
            found.add("the owner's session continues elsewhere");
            add(
                    found,
                    successes(atom).stream().allMatch(act -> patterns.interruptBefore(act) == null),
                    "no new authentication");
            add(found, says(atom, "impossible"), "two places at once");
        }
        return found;
    }

    private List<String> legacy(Atom atom) {
        List<String> found = new ArrayList<>();
        if (!atom.values(Trait.Kind.LEGACY).isEmpty()) {
            found.add("legacy protocol, which asks for no second factor");
            add(found, foreign(atom), "network new for the user");
        }
        return found;
    }

    private List<String> relay(Atom atom) {
        List<String> found = new ArrayList<>();
        boolean telling = false;
        for (Act act : successes(atom)) {
            if (patterns.guessesBefore(act).size() >= 5) {
                return List.of();
            }
            if (patterns.interruptBefore(act) != null && !telling) {
                telling = true;
                found.add("second factor asked for and given within 90 seconds");
            }
        }
        if (says(atom, "second success")) {
            telling = true;
            found.add("a second success within a minute from another network");
        }
        if (successes(atom).stream().anyMatch(act -> patterns.lureBefore(act) != null)) {
            telling = true;
            found.add("a link in a mail opened minutes before");
        }
        if (!telling && patterns.lureBefore(atom) != null) {
            telling = true;
            found.add("a link in a mail opened in the hour before");
        }
        Act phish = phishBefore(atom);
        if (phish != null) {
            telling = true;
            found.add("a phishing mail to the user within a day before");
        }
        if (!telling) {
            return List.of();
        }
        add(found, unfamiliar(atom), "network or address new for the user");
        return found;
    }

    private Act phishBefore(Atom atom) {
        for (Act act : of.acts()) {
            if (act.time() > atom.start()) {
                return null;
            }
            boolean threat = Integer.valueOf(28).equals(act.recordType()) && atom.start() - act.time() <= DAY;
            if (threat
                    && (of.parts().recipients(act).contains(atom.account())
                            || atom.account().equals(act.account()))) {
                return act;
            }
        }
        return null;
    }

    private List<String> partner(Atom atom) {
        List<String> found = new ArrayList<>();
        add(found, atom.has(act -> Integer.valueOf(9).equals(act.userType())), "partner technician");
        add(found, atom.has(act -> Integer.valueOf(6).equals(act.logonType())), "delegated administration");
        add(found, atom.account() != null && of.outside(atom.account()), "account of another tenant");
        return found;
    }

    private List<String> delegate(Atom atom) {
        List<String> found = new ArrayList<>();
        boolean onOthers = atom.has(act -> act.logonType() != null
                && (act.logonType() == 1 || act.logonType() == 2)
                && act.mailbox() != null
                && !act.mailbox().equalsIgnoreCase(act.account()));
        if (onOthers && !foreign(atom)) {
            found.add("works in another's mailbox");
            found.add("from the account's own network");
        }
        return found;
    }

    private boolean unfamiliar(Atom atom) {
        return story.attribution()
                .baseline()
                .unfamiliar(atom, story.attribution().tenant());
    }

    private boolean foreign(Atom atom) {
        return story.attribution().baseline().foreign(atom, story.attribution().tenant());
    }

    private boolean says(Atom atom, String words) {
        return story.attribution().verdict(atom).reasons().stream()
                .anyMatch(reason -> reason.text().contains(words));
    }

    private static List<Act> successes(Atom atom) {
        return atom.acts().stream()
                .filter(act -> act.signIn() && act.succeeded())
                .toList();
    }

    private static void add(List<String> found, boolean holds, String words) {
        if (holds) {
            found.add(words);
        }
    }
}
