package io.backtrail.reconstruct;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applications that were let at mail or files, are still there, and of which nothing else is known: a lure leads the owner's
 * own hand, so somebody has to ask.
 */
final class ConsentQuestions {
    /**
     * One question.
     *
     * @param consent the record of the consent
     * @param text what is known and what to ask, as a sentence
     */
    record Question(Act consent, String text) {}

    private final List<Question> all = new ArrayList<>();

    /** Looks at all consents; what {@code persistence} names already is no question. */
    ConsentQuestions(Story story, Persistence persistence) {
        Case of = story.of();
        Consents consents = story.attribution().consents();
        Set<Act> named = new HashSet<>();
        Set<String> asked = new HashSet<>();
        Set<String> apps = new HashSet<>();
        for (Finding finding : persistence.findings()) {
            named.add(finding.opened());
            if (finding.type().equals("oauth-grant")) {
                apps.addAll(finding.keys());
            }
        }
        for (Act act : of.acts()) {
            if (act.deed() != Deed.CONSENT || !act.succeeded() || !consents.telling(act) || named.contains(act)) {
                continue;
            }
            Set<String> ids = of.grants().apps(act);
            boolean known = ids.stream().anyMatch(apps::contains);
            boolean gone = ids.stream().anyMatch(app -> consents.removed(app, act));
            if (!known && !gone && asked.add(act.account() + '|' + of.grants().name(act))) {
                all.add(new Question(act, text(act, of.grants().name(act))));
            }
        }
    }

    /** By time. */
    List<Question> all() {
        return all;
    }

    private static String text(Act act, String name) {
        return "application " + name + " was let at mail or files by " + act.account() + " at "
                + Instant.ofEpochMilli(act.time())
                + "; nothing else speaks against it: ask who gave the consent what it is for";
    }
}
