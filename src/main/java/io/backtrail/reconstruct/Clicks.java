package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Links in mails that people opened, as the product that rewrites links recorded it. */
final class Clicks {
    private static final int URL_CLICK = 41;
    private static final long LURE = 5 * 60_000L;

    private final Map<String, List<Act>> byAccount = new HashMap<>();

    /** Looks through all acts, which are in order. */
    Clicks(List<Act> acts) {
        for (Act act : acts) {
            if (Integer.valueOf(URL_CLICK).equals(act.recordType()) && act.account() != null) {
                byAccount
                        .computeIfAbsent(act.account(), key -> new ArrayList<>())
                        .add(act);
            }
        }
    }

    /** The last link in a mail that the actor of {@code act} opened in the five minutes before, or null. */
    Act before(Act act) {
        return before(act, LURE);
    }

    /** The same within {@code span} milliseconds before. */
    Act before(Act act, long span) {
        Act last = null;
        for (Act click : byAccount.getOrDefault(act.account(), List.of())) {
            if (click.time() <= act.time() && act.time() - click.time() <= span) {
                last = click;
            }
        }
        return last;
    }
}
