package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The verdict on each account and the window of its compromise. Failed sign-ins never make an account taken over. */
final class Windows {
    private final Story story;
    private final List<Window> windows = new ArrayList<>();

    Windows(Story story) {
        this.story = story;
        Map<String, List<Atom>> byAccount = new TreeMap<>();
        for (Atom atom : story.attribution().atoms()) {
            if (atom.account() != null && atom.account().indexOf('@') > 0) {
                byAccount
                        .computeIfAbsent(atom.account(), key -> new ArrayList<>())
                        .add(atom);
            }
        }
        byAccount.forEach(this::account);
    }

    /** All accounts that acted, by name. */
    List<Window> all() {
        return windows;
    }

    /** Accounts that somebody got into. */
    Set<String> takenOver() {
        Set<String> accounts = new TreeSet<>();
        windows.stream().filter(Window::takenOver).forEach(window -> accounts.add(window.account()));
        return accounts;
    }

    /** The account that was taken over first, or null. */
    String patientZero() {
        return windows.stream()
                .filter(Window::takenOver)
                .min(Comparator.comparing(Window::firstSuccess).thenComparing(Window::account))
                .map(Window::account)
                .orElse(null);
    }

    private void account(String account, List<Atom> atoms) {
        boolean exists = atoms.stream()
                .anyMatch(atom -> atom.has(
                        act -> !act.attempt() || !story.of().knowledge().unknownUser(act.code())));
        if (!exists) {
            return;
        }
        String verdict = "owner";
        int score = Integer.MIN_VALUE;
        for (Atom atom : atoms) {
            Verdict said = story.attribution().verdict(atom);
            if (!atom.attemptOnly()) {
                score = Math.max(score, said.score());
                verdict = worse(verdict, said.word());
            }
        }
        String deciding = verdict;
        Atom entry = null;
        Long attempt = null;
        Long success = null;
        Long last = null;
        for (Atom atom : atoms) {
            Verdict said = story.attribution().verdict(atom);
            if (!said.accused()) {
                continue;
            }
            attempt = earlier(attempt, atom.start());
            if (atom.attemptOnly() || !said.word().equals(deciding)) {
                continue;
            }
            Act first = atom.acts().stream()
                    .filter(act -> !act.attempt())
                    .findFirst()
                    .orElseThrow();
            entry = success == null || first.time() < success ? atom : entry;
            success = earlier(success, first.time());
            long end = lastInside(atom);
            last = last == null ? end : Math.max(last, end);
        }
        windows.add(new Window(
                account,
                verdict,
                entry,
                attempt,
                success,
                last,
                score == Integer.MIN_VALUE ? story.of().weights().db("prior.unknown") : score));
    }

    /** A failed sign-in afterwards is somebody at the door, not in the house. */
    private static long lastInside(Atom atom) {
        long last = atom.start();
        for (Act act : atom.acts()) {
            last = act.attempt() ? last : act.time();
        }
        return last;
    }

    private static String worse(String one, String other) {
        List<String> order = List.of("owner", "suspect", "attacker");
        return order.indexOf(one) >= order.indexOf(other) ? one : other;
    }

    private static Long earlier(Long one, long other) {
        return one == null ? other : Math.min(one, other);
    }
}
