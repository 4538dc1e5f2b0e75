package io.backtrail.reconstruct;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Accounts that nobody got into but whose right password an attacker typed: not taken over, and one approved prompt away from
 * it until the password is changed.
 */
final class KnownPasswords {
    /**
     * One such account.
     *
     * @param account whose password
     * @param proof the first attempt that proves it
     */
    record Known(String account, Act proof) {
        /** What is known and what to do, as a sentence. */
        String text() {
            return "password known: an attempt called the attacker's had the right password of " + account + " at "
                    + Instant.ofEpochMilli(proof.time()) + " from "
                    + proof.address().name()
                    + " and was stopped before it got in; change the password, revoke the sessions and ask the user"
                    + " about prompts they did not start";
        }
    }

    private final List<Known> all = new ArrayList<>();

    /** Looks at attempts called the attacker's on accounts that are not taken over. */
    KnownPasswords(Story story, Windows windows, Changes changes) {
        Set<String> takenOver = windows.takenOver();
        Set<String> seen = new HashSet<>();
        for (Act act : story.of().acts()) {
            boolean proof = act.attempt() && story.of().knowledge().passwordRight(act.code()) && story.attacker(act);
            if (proof && act.account() != null && !takenOver.contains(act.account()) && seen.add(act.account())) {
                all.add(new Known(act.account(), act));
            }
        }
        all.removeIf(known -> changed(known, story, changes));
    }

    /** By time; without those whose password somebody else than the attacker changed since. */
    List<Known> all() {
        return all;
    }

    /** The sentence on one account, or null. */
    String text(String account) {
        return all.stream()
                .filter(known -> known.account().equals(account))
                .map(Known::text)
                .findFirst()
                .orElse(null);
    }

    private static boolean changed(Known known, Story story, Changes changes) {
        for (Act act : story.of().acts()) {
            boolean later = act.no() > known.proof().no() && act.deed() == Deed.PASSWORD_SET && act.succeeded();
            if (later && !story.accused(act)) {
                String about = changes.account(act);
                if (known.account().equals(about == null ? act.account() : about)) {
                    return true;
                }
            }
        }
        return false;
    }
}
